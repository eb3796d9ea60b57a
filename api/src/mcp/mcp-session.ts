import { print } from 'graphql';
import { z } from 'zod';
import type { Actor } from '../graphql/context.ts';
import { schema } from '../graphql/schema.ts';
import { actorHasScope } from '../modules/auth/permissions.ts';
import { inputSchema } from './input-schema.ts';
import { RPC, RpcError, type RpcRequest } from './json-rpc.ts';
import { completed, SESSION_VERSIONS, SUPPORTED_VERSIONS } from './protocol-version.ts';
import { type McpTool, TOOLS } from './tools.ts';

export interface McpCaller {
  actor: Actor;
  /** Asked for tools that change something. */
  mayWrite: boolean;
  /** Runs a document as the caller; the answer as GraphQL gives it. */
  runGraphql(query: string, variables: Record<string, unknown>): Promise<GraphqlAnswer>;
}

export interface GraphqlAnswer {
  data?: unknown;
  errors?: readonly { message: string }[];
}

const SERVER = { name: 'outlay', title: 'Outlay', version: '0.1.0' };
const INSTRUCTIONS =
  'Tells what the organization’s AI costs, within what the API token may see. Amounts are exact decimal strings: do not recompute totals, they are given. UNATTRIBUTED is usage whose owner is unknown; figures from incompleteFrom on can still grow.';
const OFFERED = { capabilities: { tools: {} }, instructions: INSTRUCTIONS };

const toolCall = z.object({ name: z.string(), arguments: z.record(z.string(), z.unknown()).default({}) });

/** For how long a list may be kept; by nobody but who asked, since it is by the token's rights. */
const KEPT = { ttlMs: 300_000, cacheScope: 'private' };

/** Answers one message of the revisions that begin with `initialize`; nothing is kept between messages. @throws RpcError */
export async function answerMessage({ method, params = {} }: RpcRequest, caller: McpCaller): Promise<unknown> {
  if (method === 'initialize') return initialize(params);
  if (method === 'ping') return {};
  if (method === 'tools/list') return { tools: toolsFor(caller).map(described) };
  if (method === 'tools/call') return callTool(params, caller);
  throw new RpcError(RPC.unknownMethod, `${method} is unknown here: this server offers tools only.`);
}

/** Answers one message of the revision without sessions. @throws RpcError */
export async function answerStateless({ method, params = {} }: RpcRequest, caller: McpCaller): Promise<unknown> {
  if (method === 'server/discover')
    return completed({ supportedVersions: SUPPORTED_VERSIONS, ...OFFERED, ...KEPT }, SERVER);
  if (method === 'tools/list') return completed({ tools: toolsFor(caller).map(described), ...KEPT }, SERVER);
  if (method === 'tools/call') return completed(await callTool(params, caller), SERVER);
  throw new RpcError(RPC.unknownMethod, `${method} is unknown here: this server offers tools only.`, { status: 404 });
}

function initialize({ protocolVersion }: Record<string, unknown>) {
  const wanted = typeof protocolVersion === 'string' && SESSION_VERSIONS.includes(protocolVersion);
  return { protocolVersion: wanted ? protocolVersion : SESSION_VERSIONS[0], ...OFFERED, serverInfo: SERVER };
}

function toolsFor({ actor, mayWrite }: McpCaller): McpTool[] {
  return TOOLS.filter(({ writes }) =>
    writes ? mayWrite && actorHasScope(actor, 'USAGE_WRITE') : actorHasScope(actor, 'READ'),
  );
}

function described({ name, title, description, document, writes }: McpTool) {
  const annotations = {
    title,
    readOnlyHint: !writes,
    destructiveHint: false,
    idempotentHint: true,
    openWorldHint: false,
  };
  return { name, title, description, inputSchema: inputSchema(schema, document), annotations };
}

async function callTool(params: Record<string, unknown>, caller: McpCaller) {
  const call = toolCall.safeParse(params);
  if (!call.success)
    throw new RpcError(RPC.invalidParams, 'A tool is called by its name, with its arguments as an object.');
  const tool = toolsFor(caller).find(({ name }) => name === call.data.name);
  if (!tool) throw new RpcError(RPC.invalidParams, `There is no tool ${call.data.name} for you. Ask for tools/list.`);
  const known = inputSchema(schema, tool.document).properties ?? {};
  const unknown = Object.keys(call.data.arguments).find((name) => !(name in known));
  if (unknown !== undefined)
    return failed(`${unknown} is no argument of ${tool.name}. It takes ${Object.keys(known).join(', ')}.`);
  const { data, errors = [] } = await caller.runGraphql(print(tool.document), call.data.arguments);
  const problem = errors.length > 0 ? errors.map(({ message }) => message).join('\n') : expectedFailure(data);
  if (problem !== undefined) return failed(problem);
  return { content: [{ type: 'text', text: JSON.stringify(data) }], structuredContent: data };
}

const mutationError = z.object({ recordUsage: z.object({ code: z.string(), message: z.string() }) });

/** A failure that a mutation answers as data. */
function expectedFailure(data: unknown): string | undefined {
  const failure = mutationError.safeParse(data);
  return failure.success ? failure.data.recordUsage.message : undefined;
}

/** Told to the model, so that it can correct itself. */
const failed = (text: string) => ({ content: [{ type: 'text', text }], isError: true });
