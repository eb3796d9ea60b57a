import { ForeignAnswerFailure, RefusedFailure, UnauthenticatedFailure } from './failures.ts';
import { type SendOptions, type ServerAddress, send } from './send.ts';

export interface Download {
  /** As the server names the file. */
  fileName: string;
  type: string;
  body: ReadableStream<Uint8Array>;
}

/**
 * A file below `/export/`, to be read as it comes.
 * @throws ServerFailure; the signal's reason when aborted
 */
export async function download(address: ServerAddress, path: string, options: SendOptions = {}): Promise<Download> {
  const read = async (response: Response): Promise<Download> => {
    if (!response.ok || !response.body) throw await refusalOf(address, response);
    const disposition = response.headers.get('content-disposition') ?? '';
    const named = /filename="([^"\\/]+)"/.exec(disposition)?.[1];
    return {
      fileName: named ?? path.replace(/\?.*/, '').split('/').at(-1) ?? 'export',
      type: response.headers.get('content-type') ?? '',
      body: response.body,
    };
  };
  // The server may take its time to reckon what it then streams.
  return send(address, path, { method: 'GET' }, read, { timeoutMs: 300_000, ...options });
}

async function refusalOf({ url }: ServerAddress, response: Response): Promise<Error> {
  const text = await response.text();
  try {
    const { code, message, field }: Record<string, unknown> = JSON.parse(text);
    if (typeof code === 'string' && typeof message === 'string') {
      if (code === 'UNAUTHENTICATED') return new UnauthenticatedFailure(message);
      return new RefusedFailure({ code, message, field: typeof field === 'string' ? field : undefined });
    }
  } catch {
    // Told below.
  }
  return new ForeignAnswerFailure(`${url} does not answer like an Outlay server (HTTP ${response.status}).`);
}
