import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { settled } from './virtual-runtime.ts';

export interface VendorRequest {
  path: string;
  method: string;
  headers: IncomingMessage['headers'];
  body: string;
}

/** How the vendor answers one request. */
export type VendorAnswer = (response: ServerResponse, request: VendorRequest) => Promise<void> | void;

/** A vendor on loopback that answers as told, in the order of its answers; the last one holds on. */
export async function startVendor() {
  const requests: VendorRequest[] = [];
  let answers: VendorAnswer[] = [];
  const server = createServer(async (incoming, response) => {
    const { url = '', method = '', headers } = incoming;
    const request = { path: url, method, headers, body: await text(incoming) };
    requests.push(request);
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    await answer?.(response, request);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the vendor has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    willAnswer(...next: VendorAnswer[]) {
      answers = next;
      requests.length = 0;
    },
    close() {
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

export function json(body: unknown, headers: Record<string, string> = {}, status = 200): VendorAnswer {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  };
}

export type StreamEnd = 'whole' | 'cut' | 'open';

/** Server-sent events in pieces of odd sizes. `cut` drops the connection at the end, `open` leaves it. */
export function stream(
  events: readonly (Record<string, unknown> | string)[],
  headers: Record<string, string> = {},
  end: StreamEnd = 'whole',
): VendorAnswer {
  return async (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', ...headers });
    const bytes = Buffer.from(events.map(toText).join(''));
    for (let begin = 0, size = 1; begin < bytes.length; begin += size, size = (size * 3 + 7) % 61) {
      size ||= 1;
      if (!response.write(bytes.subarray(begin, begin + size)))
        await new Promise((resolve) => response.once('drain', resolve));
      await settled();
    }
    if (end === 'whole') response.end();
    if (end === 'cut') response.destroy();
  };
}

function toText(event: Record<string, unknown> | string): string {
  if (typeof event === 'string') return `data: ${event}\n\n`;
  const name = typeof event.type === 'string' ? `event: ${event.type}\n` : '';
  return `${name}data: ${JSON.stringify(event)}\n\n`;
}
