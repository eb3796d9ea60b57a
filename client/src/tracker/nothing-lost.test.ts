import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTracker } from './create-tracker.ts';
import { createReceiver } from './testing/receiver.ts';
import { virtualRuntime } from './testing/virtual-runtime.ts';
import type { Tracker } from './tracker.ts';
import type { DropReport } from './tracker-hooks.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'outlay-spool-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

type Fault = 'fails' | 'hangs' | 'loses the answer' | 'asks for patience' | 'refuses the connection';
type Step = { track: number } | { wait: number } | { fault: Fault } | 'flush' | 'kill';

const ROOM = 12;

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ track: fc.integer({ min: 1, max: 30 }) }) },
    { weight: 4, arbitrary: fc.record({ wait: fc.integer({ min: 0, max: 20_000 }) }) },
    {
      weight: 5,
      arbitrary: fc.record({
        fault: fc.constantFrom<Fault>(
          'fails',
          'hangs',
          'loses the answer',
          'asks for patience',
          'refuses the connection',
        ),
      }),
    },
    { weight: 1, arbitrary: fc.constant('flush' as const) },
    { weight: 2, arbitrary: fc.constant('kill' as const) },
  ),
  { maxLength: 40 },
);

/** As at the death of a process: its spools have no owner any more. */
const forgetOwners = () => (Reflect.get(globalThis, Symbol.for('outlay.spools')) as Set<string>).clear();

/** A process that tracks, the server, and what happens to both. */
function world(spool: string | undefined) {
  const receiver = createReceiver();
  const faults: Fault[] = [];
  const drops: DropReport[] = [];
  const tracked = new Set<string>();
  let life = 0;
  let largest = 0;
  let time = virtualRuntime();
  let tracker = start();

  function start(): Tracker {
    life += 1;
    const born = life;
    time = virtualRuntime(time.runtime.now());
    const dead = new Promise<never>(() => undefined);
    const answer = async (init: RequestInit | undefined): Promise<Response> => {
      const fault = faults.shift();
      if (fault === 'refuses the connection') throw new TypeError('fetch failed');
      if (fault === 'fails') return new Response('', { status: 500 });
      if (fault === 'asks for patience') return new Response('', { status: 429, headers: { 'retry-after': '7' } });
      if (fault === 'hangs') return new Promise((_, reject) => init?.signal?.addEventListener('abort', reject));
      const sizes = receiver.answer(init?.body);
      largest = Math.max(largest, receiver.batches.at(-1) ?? 0);
      if (fault === 'loses the answer') throw new TypeError('the connection broke');
      return sizes;
    };
    return createTracker({
      url: 'https://outlay.test',
      token: 'token',
      flushAtExit: false,
      maxWaitingEvents: ROOM,
      hooks: { onDrop: (report) => drops.push(report) },
      ...(spool === undefined ? {} : { spool: { directory: spool } }),
      runtime: {
        ...time.runtime,
        uuid: () => crypto.randomUUID(),
        fetch: async (_input, init) => {
          const response = await answer(init).finally(() => (born === life ? undefined : dead));
          return response;
        },
      },
    });
  }

  return {
    ...{ receiver, drops, tracked },
    largest: () => largest,
    async step(step: Step) {
      if (step === 'flush') {
        await flushed();
      } else if (step === 'kill') {
        time.forgetTimers();
        forgetOwners();
        tracker = start();
        await time.advance(0);
        await flushed();
      } else if ('track' in step) {
        for (let index = 0; index < step.track; index += 1) {
          const idempotencyKey = crypto.randomUUID();
          tracked.add(idempotencyKey);
          tracker.trackUsage({ vendor: 'openai', model: 'gpt-5.2', idempotencyKey });
        }
      } else if ('wait' in step) await time.advance(step.wait);
      else faults.push(step.fault);
    },
    opened: flushed,
    async end() {
      faults.length = 0;
      for (let attempt = 0; attempt < 50; attempt += 1) {
        if ((await flushed()) === 0) return;
      }
    },
  };

  /**
   * A flush to its end, which comes by the clock where the server hangs, once or several times. Once it is over the
   * spool is there: what is tracked from then on is on disk.
   */
  async function flushed(): Promise<number> {
    let isOver = false;
    const flushing = tracker.flush().finally(() => {
      isOver = true;
    });
    while (!isOver) await time.advance(1_000);
    return flushing;
  }
}

test('with a spool: whatever fails, hangs, is lost or killed, in any order, nothing is lost and nothing counts twice', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      const spool = mkdtempSync(join(directory, 'run-'));
      const run = world(spool);
      await run.opened();
      for (const step of all) await run.step(step);
      await run.end();
      expect(run.drops).toEqual([]);
      expect([...run.receiver.stored.keys()].toSorted()).toEqual([...run.tracked].toSorted());
      expect(readdirSync(spool)).toEqual([]);
      forgetOwners();
    }),
    { numRuns: 60 },
  );
}, 120_000);

test('without one: what arrives arrives once, and what does not was told', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      const run = world(undefined);
      for (const step of all.filter((each) => each !== 'kill')) await run.step(step);
      await run.end();
      const dropped = run.drops.reduce((sum, { count }) => sum + count, 0);
      expect(run.receiver.stored.size + dropped).toBe(run.tracked.size);
      expect(run.largest()).toBeLessThanOrEqual(ROOM);
    }),
    { numRuns: 60 },
  );
}, 120_000);
