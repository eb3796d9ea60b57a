import { type ContextDependencies, createContext, type RequestContext } from '../graphql/create-context.ts';
import { crossSiteProblem } from '../http/cross-site-check.ts';
import type { Route, RouteCaller } from '../http/route.ts';
import type { Log } from '../lib/log.ts';
import { type Answer, answerBody, failureOf, UNAUTHORIZED } from './answer-body.ts';
import { RPC, RpcError, rpcFailure } from './json-rpc.ts';
import type { GraphqlAnswer } from './mcp-session.ts';
import { requireKnownVersion } from './protocol-version.ts';

export interface McpDependencies extends ContextDependencies {
  log: Log;
  graphql: { fetch(request: Request, context: RequestContext): Response | Promise<Response> };
}

const FOREIGN_ORIGIN = -31_403;

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
    handle(request, caller) {
      const origin = request.headers.get('origin');
      // By address, not by the Host header: a page may make its own name resolve to this machine.
      if (origin !== null && origin !== new URL(dependencies.installation.publicUrl).origin)
        return reply(rpcFailure(null, FOREIGN_ORIGIN, `Pages of ${origin} may not use this server.`), 403);
      return request.method === 'POST' ? answer(request, caller, dependencies) : noStream();
    },
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
  try {
    const { actor } = await createContext(request, { address, cookies: [] }, dependencies);
    requireKnownVersion(request.headers.get('mcp-protocol-version'));
    const runGraphql = async (query: string, variables: Record<string, unknown>): Promise<GraphqlAnswer> => {
      const headers = { 'content-type': 'application/json', authorization };
      const inner = new Request(`${installation.publicUrl}/graphql`, {
        method: 'POST',
        headers,
        body: written({ query, variables }),
      });
      return (await graphql.fetch(inner, { address, cookies: [] })).json();
    };
    const mayWrite = new URL(request.url).searchParams.get('write') === 'true';
    const one = { headers: request.headers, caller: { actor, mayWrite, runGraphql }, log };
    return toResponse(await answerBody(await readBody(request), one));
  } catch (error) {
    return toResponse(failureOf(error, null, log));
  }
}

const toResponse = ({ status, body, headers }: Answer): Response =>
  body === undefined ? new Response(null, { status }) : reply(body, status, headers);

async function readBody(request: Request): Promise<unknown> {
  return request.json().catch(() => {
    throw new RpcError(RPC.parseError, 'The body is no JSON.');
  });
}

/** Values that are nested too deeply to be handed on are the caller's fault. */
function written(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch {
    throw new RpcError(RPC.invalidParams, 'The arguments are nested too deeply.');
  }
}
