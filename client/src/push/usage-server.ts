import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export type WireEvent = { idempotencyKey: string } & Record<string, string | undefined>;

/** What happens to one request. LOST: it is stored, and the answer never arrives. */
export type Fault = 'NONE' | 'REFUSED' | 'LOST' | 'BUSY' | 'PORTAL';

const COUNTS = ['inputTokens', 'cacheReadTokens', 'cacheWrite5mTokens', 'cacheWrite1hTokens', 'outputTokens'];
const sumOf = (event: WireEvent) => COUNTS.reduce((sum, name) => sum + BigInt(event[name] ?? 0), 0n);

/** An HTTP endpoint that keeps `recordUsage`'s promises, and fails as it is told. For tests and the bench. */
export class UsageServer {
  readonly events = new Map<string, WireEvent>();
  /** Every request body as it came. */
  readonly bodies: string[] = [];
  keepsBodies = false;
  requests = 0;
  fault: () => Fault = () => 'NONE';
  rejects: (event: WireEvent) => string | undefined = () => undefined;
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(): Promise<UsageServer> {
    const server = createServer();
    const own = new UsageServer(server);
    server.on('request', async (request, response) => own.#answer(await text(request), response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return own;
  }

  get url(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  #answer(body: string, response: ServerResponse): void {
    this.requests += 1;
    if (this.keepsBodies) this.bodies.push(body);
    const fault = this.fault();
    if (fault === 'REFUSED') response.destroy();
    else if (fault === 'BUSY') response.writeHead(503).end();
    else if (fault === 'PORTAL')
      response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Sign in to the network</h1>');
    else {
      const { events }: { events: WireEvent[] } = JSON.parse(body).variables.input;
      const recordUsage = this.#record(events);
      if (fault === 'LOST') response.destroy();
      else
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ data: { recordUsage } }));
    }
  }

  #record(events: readonly WireEvent[]) {
    const results: { index: number; field: string; message: string }[] = [];
    let accepted = 0;
    for (const [index, event] of events.entries()) {
      const message = this.rejects(event);
      const known = this.events.get(event.idempotencyKey);
      if (message !== undefined) results.push({ index, field: 'model', message });
      else if (!known || sumOf(event) > sumOf(known)) {
        this.events.set(event.idempotencyKey, event);
        accepted += 1;
      }
    }
    return {
      __typename: 'RecordUsagePayload',
      accepted,
      duplicates: events.length - accepted - results.length,
      results,
    };
  }

  /** Sums of everything kept, by the name of the count. */
  totals(): Record<string, string> {
    const names = [...COUNTS, 'webSearches'];
    const sums = Object.fromEntries(names.map((name) => [name, 0n]));
    for (const event of this.events.values())
      for (const name of names) sums[name] = (sums[name] ?? 0n) + BigInt(event[name] ?? 0);
    return Object.fromEntries([
      ['events', String(this.events.size)],
      ...names.map((name) => [name, String(sums[name])]),
    ]);
  }
}
