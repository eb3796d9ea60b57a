import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { anthropicErrorBody } from './anthropic/anthropic-error.ts';
import { cursorErrorBody } from './cursor/cursor-error.ts';
import type { Failure, Faults, RequestLogEntry } from './faults.ts';
import type { VendorAccount } from './truth.ts';
import type { VendorApi, VendorRequest, VendorResponse } from './vendor-request.ts';

const LOG_LIMIT = 20_000;
const MAX_BODY_BYTES = 1_000_000;

interface ServerParts {
  apis: Record<VendorAccount, VendorApi>;
  /** Answers outside the vendors' prefixes. */
  elsewhere: (url: URL) => VendorResponse;
  faults: Faults;
  log: RequestLogEntry[];
  now: () => Date;
}

/** Listens on 127.0.0.1; each account lives under a prefix of its own name. */
export async function serve(parts: ServerParts, port: number): Promise<{ server: Server; url: string }> {
  const server = createServer((request, response) => {
    answer(parts, request, response).catch((error: unknown) => {
      response.writeHead(500, { 'content-type': 'text/plain' });
      response.end(`Simulator error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    });
  });
  server.keepAliveTimeout = 60_000;
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The simulator did not get a TCP port');
  return { server, url: `http://127.0.0.1:${address.port}` };
}

async function answer(parts: ServerParts, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(incoming.url ?? '/', 'http://simulator');
  const [, prefix = '', path = ''] = /^\/([^/]+)(\/.*)?$/.exec(url.pathname) ?? [];
  const body = await readAll(incoming);
  if (!isAccount(prefix, parts.apis)) return send(response, parts.elsewhere(url), null);
  const request: VendorRequest = {
    method: incoming.method ?? 'GET',
    path,
    query: url.searchParams,
    headers: textHeaders(incoming),
    body,
  };
  const now = parts.now().getTime();
  const failure = parts.faults.takeFailure(prefix, path);
  const result = failure ? failed(prefix, failure) : parts.apis[prefix](request, now);
  parts.log.push({ account: prefix, method: request.method, path, query: url.search, status: result.status, at: now });
  if (parts.log.length > LOG_LIMIT) parts.log.splice(0, LOG_LIMIT / 10);
  send(response, result, failure ? null : (parts.faults.takeDrop(prefix, path)?.afterBytes ?? null));
}

const isAccount = (prefix: string, apis: ServerParts['apis']): prefix is VendorAccount => Object.hasOwn(apis, prefix);

function textHeaders({ headers }: IncomingMessage): VendorRequest['headers'] {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  );
}

async function readAll(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > MAX_BODY_BYTES) throw new Error(`Request body is larger than ${MAX_BODY_BYTES} bytes`);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function failed(account: VendorAccount, { status, retryAfterSeconds }: Failure): VendorResponse {
  const message = status === 429 ? 'Rate limit exceeded' : 'The service is temporarily unavailable';
  return {
    status,
    headers: retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) },
    body: account === 'cursor' ? cursorErrorBody(status, message) : anthropicErrorBody(status, message, 'req_failed'),
  };
}

function send(
  response: ServerResponse,
  { status, headers, body }: VendorResponse,
  dropAfterBytes: number | null,
): void {
  const payload = Buffer.from(JSON.stringify(body));
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': payload.length, ...headers });
  if (dropAfterBytes === null) response.end(payload);
  else response.write(payload.subarray(0, dropAfterBytes), () => response.destroy());
}
