import { writeFileSync } from 'node:fs';
import { openSample } from './open-sample.ts';

/** `node serve-sample.ts FILE`: keeps a sample server for many test runs with OUTLAY_SAMPLE=FILE, until Ctrl+C. */
const [path = 'sample.json'] = process.argv.slice(2);
const { url, tokens, close } = await openSample();
writeFileSync(path, JSON.stringify({ url, tokens }), { mode: 0o600 });
process.stdout.write(`${url}\n`);
process.once('SIGINT', close).once('SIGTERM', close);
