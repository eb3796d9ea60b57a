import { type ContextDependencies, createContext, type RequestContext } from '../graphql/create-context.ts';
import { crossSiteProblem } from '../http/cross-site-check.ts';
import type { Route, RouteCaller } from '../http/route.ts';
import { RateLimitedError } from '../lib/errors.ts';
import type { Log } from '../lib/log.ts';
import { RPC, RpcError, rpcFailure, request as rpcRequest, rpcResult } from './json-rpc.ts';
import { answerMessage, type GraphqlAnswer, PROTOCOL_VERSIONS } from './mcp-session.ts';

export interface McpDependencies extends ContextDependencies {
  log: Log;
  graphql: { fetch(request: Request, context: RequestContext): Response | Promise<Response> };
}

const UNAUTHORIZED = -32_001;
const FAILED = -32_603;

const reply = (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  Response.json(body, { status, headers: { 'cache-control': 'no-store', ...headers } });
const noStream = () => new Response(null, { status: 405, headers: { allow: 'POST' } });

/**
 * `/mcp`: the Model Context Protocol over streamable HTTP, by API token. It keeps no session and sends nothing by itself,
 * so that every message is one POST with one JSON answer. `?write=true` asks for the tools that change something.
 */
export function mcpRoute(dependencies: McpDependencies): Route {
  return {
    method: 'ANY',
    path: '/mcp',
    handle: (request, caller) => (request.method === 'POST' ? answer(request, caller, dependencies) : noStream()),
  };
}

async function answer(request: Request, { address }: RouteCaller, dependencies: McpDependencies): Promise<Response> {
  const { installation, graphql, log } = dependencies;
  const authorization = request.headers.get('authorization');
  if (authorization === null) {
    const problem =
      crossSiteProblem(request, installation.publicUrl) ?? 'Send an API token: Authorization: Bearer <token>.';
    return reply(rpcFailure(null, UNAUTHORIZED, problem), 401, { 'www-authenticate': 'Bearer' });
  }
  const version = request.headers.get('mcp-protocol-version');
  if (version !== null && !PROTOCOL_VERSIONS.includes(version))
    return reply(rpcFailure(null, RPC.invalidRequest, `The protocol version ${version} is unknown here.`), 400);
  let id: string | number | null = null;
  try {
    const { actor } = await createContext(request, { address, cookies: [] }, dependencies);
    const message = await readMessage(request);
    // Notifications and answers want none.
    if (message.id === undefined) return new Response(null, { status: 202 });
    id = message.id;
    const mayWrite = new URL(request.url).searchParams.get('write') === 'true';
    const runGraphql = async (query: string, variables: Record<string, unknown>): Promise<GraphqlAnswer> => {
      const headers = { 'content-type': 'application/json', authorization };
      const inner = new Request(`${installation.publicUrl}/graphql`, {
        method: 'POST',
        headers,
        body: JSON.stringify({ query, variables }),
      });
      return (await graphql.fetch(inner, { address, cookies: [] })).json();
    };
    return reply(rpcResult(id, await answerMessage(message, { actor, mayWrite, runGraphql })));
  } catch (error) {
    if (error instanceof RpcError) return reply(rpcFailure(id, error.code, error.message), id === null ? 400 : 200);
    return refusal(error, id, log);
  }
}

async function readMessage(request: Request) {
  const body: unknown = await request.json().catch(() => {
    throw new RpcError(RPC.parseError, 'The body is no JSON.');
  });
  const message = rpcRequest.safeParse(body);
  if (message.success) return message.data;
  // An answer to a request of ours, of which there are none.
  if (typeof body === 'object' && body !== null && ('result' in body || 'error' in body))
    return { jsonrpc: '2.0' as const, method: 'answer' };
  throw new RpcError(RPC.invalidRequest, 'The body is no single JSON-RPC 2.0 message.');
}

/** What createContext says of a token by HTTP status it says here too. */
function refusal(error: unknown, id: string | number | null, log: Log): Response {
  const message = error instanceof Error ? error.message : '';
  const code = error instanceof Error && 'extensions' in error ? codeOf(error.extensions) : '';
  if (code === 'UNAUTHENTICATED')
    return reply(rpcFailure(id, UNAUTHORIZED, message), 401, { 'www-authenticate': 'Bearer' });
  if (code === 'RATE_LIMITED' || error instanceof RateLimitedError)
    return reply(rpcFailure(id, FAILED, message), 429, { 'retry-after': '60' });
  log.error({ err: error }, 'an MCP message could not be answered');
  return reply(rpcFailure(id, FAILED, 'Something went wrong on our side.'), 500);
}

const codeOf = (extensions: unknown): string =>
  typeof extensions === 'object' && extensions !== null && 'code' in extensions ? String(extensions.code) : '';
