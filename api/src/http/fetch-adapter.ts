import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** A Node request as a Fetch request, whose body fails beyond `maxBodyBytes`. */
export function toFetchRequest(message: IncomingMessage, url: URL, maxBodyBytes: number): Request {
  const headers = new Headers();
  for (const [name, values] of Object.entries(message.headersDistinct))
    for (const value of values ?? []) headers.append(name, value);
  const method = message.method ?? 'GET';
  if (method === 'GET' || method === 'HEAD') return new Request(url, { method, headers });
  const body = toWebStream(message.pipe(limited(maxBodyBytes)));
  const init = { method, headers, body, duplex: 'half' };
  return new Request(url, init);
}

function toWebStream(source: Readable): ReadableStream<Uint8Array<ArrayBuffer>> {
  const chunks = source[Symbol.asyncIterator]();
  // Whoever reads hears of a failure; before anybody does, it would end the process.
  source.on('error', () => undefined);
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: () => void source.destroy(),
  });
}

function limited(maxBodyBytes: number): Transform {
  let size = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      if (size > maxBodyBytes) done(new Error(`The request body is larger than ${maxBodyBytes} bytes.`));
      else done(null, chunk);
    },
  });
}

/** Sends a Fetch response; a HEAD gets its headers only. */
export async function sendFetchResponse(
  response: Response,
  message: IncomingMessage,
  to: ServerResponse,
): Promise<void> {
  to.statusCode = response.status;
  for (const [name, value] of response.headers) if (name !== 'set-cookie') to.setHeader(name, value);
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) to.setHeader('set-cookie', cookies);
  if (message.method === 'HEAD' || !response.body) {
    to.end();
    await response.body?.cancel();
  } else await pipeline(Readable.from(response.body), to);
}
