/** A webhook receiver on a loopback port for tests: answers as it is told and keeps what it got. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedHook {
  path: string;
  headers: Record<string, string>;
  body: string;
}

/** A status, one with headers, or no answer at all. */
type Manner = number | { status: number; headers: Record<string, string>; text?: string } | 'silence';

export async function startWebhookReceiver() {
  const hooks: ReceivedHook[] = [];
  const manners: Manner[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    hooks.push({ path: request.url ?? '', headers, body: Buffer.concat(chunks).toString() });
    const manner = manners.shift() ?? 204;
    if (manner === 'silence') return;
    if (typeof manner === 'number') response.writeHead(manner).end(manner < 300 ? '' : 'told so');
    else response.writeHead(manner.status, manner.headers).end(manner.text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook?key=1`,
    port,
    hooks,
    /** How the next requests are answered, in their order; then all are accepted. */
    meetWith: (...next: Manner[]) => void manners.push(...next),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
