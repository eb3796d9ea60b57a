import { createTracker } from '../index.ts';

/** A program that tracks a call and ends as told: by itself, by a signal, or by its own handler of one. */
const [url = '', end = '', patience = ''] = process.argv.slice(2);
const tracker = createTracker({
  url,
  token: 'token',
  exitTimeoutMs: Number(patience),
  requestTimeoutMs: Number(patience) + 200,
  hooks: { onDrop: (report) => process.stdout.write(`${JSON.stringify(report)}\n`) },
});
createTracker({ url, token: 'other', exitTimeoutMs: Number(patience) });
tracker.trackLLMCall({ vendor: 'openai', model: 'gpt-5.2', inputTokens: 5 });

if (end === 'handler') process.on('SIGTERM', () => void tracker.close().then(() => process.exit(7)));
if (end !== 'itself') {
  setInterval(() => undefined, 1000);
  process.kill(process.pid, end === 'handler' ? 'SIGTERM' : end);
}
