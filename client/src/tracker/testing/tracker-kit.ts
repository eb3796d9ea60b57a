import { createTracker } from '../create-tracker.ts';
import type { DropReport, ErrorReport, FlushReport } from '../tracker-hooks.ts';
import type { TrackerOptions } from '../tracker-options.ts';
import { createReceiver } from './receiver.ts';
import { virtualRuntime } from './virtual-runtime.ts';

/** A tracker over a receiver in memory, on virtual time. */
export function trackerKit(options: Partial<TrackerOptions> = {}) {
  const receiver = createReceiver();
  const time = virtualRuntime();
  const drops: DropReport[] = [];
  const errors: ErrorReport[] = [];
  const flushes: FlushReport[] = [];
  const requests: { url: string; init: RequestInit | undefined }[] = [];
  const outlay: typeof fetch = async (input, init) => {
    requests.push({ url: String(input), init });
    return receiver.answer(init?.body);
  };
  const tracker = createTracker({
    url: 'https://outlay.test',
    token: 'secret-token',
    flushAtExit: false,
    hooks: {
      onDrop: (report) => drops.push(report),
      onError: (report) => errors.push(report),
      onFlush: (report) => flushes.push(report),
    },
    ...options,
    runtime: { ...time.runtime, fetch: outlay, ...options.runtime },
  });
  return {
    ...{ tracker, receiver, time, drops, errors, flushes, requests },
    /** What the server has after all is sent. */
    async recorded() {
      await tracker.flush();
      return receiver.events();
    },
  };
}
