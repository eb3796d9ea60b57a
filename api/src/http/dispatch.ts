import type { IncomingMessage, ServerResponse } from 'node:http';
import type { GraphqlHandler } from '../graphql/create-graphql-handler.ts';
import { clientAddress, isLocalCaller } from './client-address.ts';
import { sendFetchResponse, toFetchRequest } from './fetch-adapter.ts';
import { type Route, routeFor } from './route.ts';

export interface DispatchTargets {
  graphql: GraphqlHandler;
  routes: readonly Route[];
  /** Everything else: the web app. */
  sendPage(request: Request): Response | Promise<Response>;
  publicUrl: string;
  trustProxy: boolean;
  maxBodyBytes: number;
}

/** Others, such as TRACE, are nothing that a Fetch request can be. */
const METHODS: readonly string[] = ['GET', 'HEAD', 'POST', 'OPTIONS', 'PUT', 'PATCH', 'DELETE'];

/** Answers one request and names the route it took (for metrics: few and fixed names). */
export async function dispatch(
  message: IncomingMessage,
  response: ServerResponse,
  targets: DispatchTargets,
): Promise<string> {
  if (!METHODS.includes(message.method ?? '')) {
    response.writeHead(405, { allow: METHODS.join(', ') }).end();
    return 'wrong method';
  }
  const url = urlOf(message, targets.publicUrl);
  if (!url) {
    response.writeHead(400).end();
    return 'malformed';
  }
  const address = clientAddress(message, targets.trustProxy);
  if (url.pathname === '/graphql') {
    await targets.graphql(message, response, { address, cookies: [] });
    return url.pathname;
  }
  const route = routeFor(targets.routes, message.method ?? 'GET', url.pathname);
  if (!route && !isRead(message)) {
    response.writeHead(405, { allow: 'GET, HEAD' }).end();
    return 'page';
  }
  if (route === 'WRONG_METHOD') {
    response.writeHead(405).end();
    return 'wrong method';
  }
  const request = toFetchRequest(message, url, targets.maxBodyBytes);
  const caller = { address, isLocal: isLocalCaller(message) };
  await sendFetchResponse(await (route ? route.handle(request, caller) : targets.sendPage(request)), message, response);
  return route?.path ?? 'page';
}

const isRead = ({ method }: IncomingMessage) => method === 'GET' || method === 'HEAD';

function urlOf({ url = '', headers }: IncomingMessage, publicUrl: string): URL | undefined {
  const { protocol, host } = new URL(publicUrl);
  const text = `${protocol}//${headers.host ?? host}${url}`;
  return url.startsWith('/') && URL.canParse(text) ? new URL(text) : undefined;
}
