import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { Terminal } from './terminal.ts';

/** Asks a person for one line. `isSecret`: what is typed is not shown. */
export async function ask(
  { input, errors }: Terminal,
  question: string,
  signal: AbortSignal,
  { isSecret = false } = {},
): Promise<string> {
  errors.write(question);
  const output = isSecret ? new Writable({ write: (_chunk, _encoding, done) => done() }) : errors;
  const lines = createInterface({ input, output, terminal: true });
  try {
    const interrupted = new AbortController();
    lines.once('SIGINT', () => interrupted.abort()).once('close', () => interrupted.abort());
    return (await lines.question('', { signal: AbortSignal.any([signal, interrupted.signal]) })).trim();
  } finally {
    lines.close();
    if (isSecret) errors.write('\n');
  }
}

/** What was piped in, without its last line break. */
export const readPiped = async ({ input }: Terminal) => (await text(input)).trim();
