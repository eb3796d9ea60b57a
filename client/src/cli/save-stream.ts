import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { type Readable, Transform, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { UnavailableFailure } from '../server/failures.ts';

const cut = (error: unknown) =>
  error instanceof Error && 'code' in error && error.code === 'ECONNRESET'
    ? new UnavailableFailure('The connection broke before the whole file had come. Try again.', { cause: error })
    : error;

/** Written beside, then moved into place, so that no half file is taken for a whole one. @returns its bytes */
export async function saveStream(body: Readable, path: string, signal: AbortSignal): Promise<number> {
  const draft = `${path}.${process.pid}.part`;
  let bytes = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  try {
    await pipeline(body, counted, createWriteStream(draft), { signal });
    await rename(draft, path);
    return bytes;
  } catch (error) {
    await rm(draft, { force: true });
    throw cut(error);
  }
}

/** To an output that stays open. */
export async function writeStream(body: Readable, output: Writable, signal: AbortSignal): Promise<void> {
  await pipeline(body, output, { signal, end: false }).catch((error: unknown) => {
    throw cut(error);
  });
}
