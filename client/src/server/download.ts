import type { Readable } from 'node:stream';
import { ForeignAnswerFailure, RefusedFailure, UnauthenticatedFailure } from './failures.ts';
import type { HttpAnswer } from './http-answer.ts';
import { type SendOptions, type ServerAddress, send } from './send.ts';

export interface Download {
  /** As the server names the file. */
  fileName: string;
  type: string;
  body: Readable;
}

/**
 * A file below `/export/`, to be read as it comes.
 * @throws ServerFailure; the signal's reason when aborted
 */
export async function download(address: ServerAddress, path: string, options: SendOptions = {}): Promise<Download> {
  const read = async (answer: HttpAnswer): Promise<Download> => {
    if (!answer.isGood) throw await refusalOf(address, answer);
    const disposition = answer.headers['content-disposition'] ?? '';
    const named = /filename="([^"\\/]+)"/.exec(disposition)?.[1];
    return {
      fileName: named ?? path.replace(/\?.*/, '').split('/').at(-1) ?? 'export',
      type: answer.headers['content-type'] ?? '',
      body: answer.body,
    };
  };
  // The server may take its time to reckon what it then streams.
  return send(address, path, { method: 'GET' }, read, { timeoutMs: 300_000, ...options });
}

async function refusalOf({ url }: ServerAddress, answer: HttpAnswer): Promise<Error> {
  const text = await answer.text();
  try {
    const { code, message, field }: Record<string, unknown> = JSON.parse(text);
    if (typeof code === 'string' && typeof message === 'string') {
      if (code === 'UNAUTHENTICATED') return new UnauthenticatedFailure(message);
      return new RefusedFailure({ code, message, field: typeof field === 'string' ? field : undefined });
    }
  } catch {
    // Told below.
  }
  return new ForeignAnswerFailure(`${url} does not answer like an Outlay server (HTTP ${answer.status}).`);
}
