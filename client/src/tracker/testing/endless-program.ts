import { writeSync } from 'node:fs';
import { createTracker } from '../index.ts';

/** Tracks without end and says which events it was told of; with `finish` it only sends what is left. */
const [url = '', directory = '', mode = ''] = process.argv.slice(2);
const tracker = createTracker({
  url,
  token: 'token',
  spool: { directory },
  maxWaitingEvents: 40,
  requestTimeoutMs: 300,
  flushIntervalMs: 20,
});
await tracker.flush();
if (mode === 'finish') {
  while ((await tracker.flush()) > 0);
  await tracker.close();
} else {
  setInterval(() => {
    for (let count = 0; count < 7; count += 1) {
      const idempotencyKey = crypto.randomUUID();
      tracker.trackLLMCall({ vendor: 'openai', model: 'gpt-5.2', idempotencyKey });
      writeSync(1, `${idempotencyKey}\n`);
    }
  }, 1);
}
