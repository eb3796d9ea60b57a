import { RPC, RpcError, type RpcRequest } from './json-rpc.ts';

/** Revisions that begin with `initialize`, newest first. */
export const SESSION_VERSIONS: readonly string[] = ['2025-11-25', '2025-06-18', '2025-03-26', '2024-11-05'];
/** The revision in which every request says of itself what it needs. */
const STATELESS_VERSION = '2026-07-28';
export const SUPPORTED_VERSIONS: readonly string[] = [STATELESS_VERSION, ...SESSION_VERSIONS];
/** Of these alone several messages may come in one body; who sends no version speaks one of them. */
const BATCHING: readonly string[] = ['2025-03-26', '2024-11-05'];

const META = 'io.modelcontextprotocol/';

/** @throws RpcError for a version that is unknown here */
export function requireKnownVersion(version: string | null): void {
  if (version !== null && !SUPPORTED_VERSIONS.includes(version)) throw unknownVersion(version);
}

const unknownVersion = (requested: string) =>
  new RpcError(RPC.unknownVersion, `The protocol version ${requested} is unknown here.`, {
    status: 400,
    data: { supported: SUPPORTED_VERSIONS, requested },
  });

export const mayBatch = (headers: Headers) => BATCHING.includes(headers.get('mcp-protocol-version') ?? '2025-03-26');

/**
 * Whether the message is of the revision without sessions; its headers then say what its body says.
 * @throws RpcError as that revision asks for
 */
export function isStateless({ method, params = {} }: RpcRequest, headers: Headers): boolean {
  const meta = recordOf(params._meta);
  const told = meta[`${META}protocolVersion`];
  const header = headers.get('mcp-protocol-version');
  if (typeof told !== 'string') {
    if (header !== STATELESS_VERSION) return false;
    throw new RpcError(RPC.invalidParams, `params._meta lacks ${META}protocolVersion.`, { status: 400 });
  }
  if (told !== header) throw mismatch('MCP-Protocol-Version', header, told);
  if (told !== STATELESS_VERSION) throw unknownVersion(told);
  requireHeader(headers, 'Mcp-Method', method);
  if (method === 'tools/call' && typeof params.name === 'string') requireHeader(headers, 'Mcp-Name', params.name);
  if (Array.isArray(meta[`${META}clientCapabilities`]) || !isRecord(meta[`${META}clientCapabilities`]))
    throw new RpcError(RPC.invalidParams, `params._meta lacks ${META}clientCapabilities.`, { status: 400 });
  return true;
}

/** What every result of that revision says besides. */
export const completed = (result: object, serverInfo: object) => ({
  resultType: 'complete',
  ...result,
  _meta: { [`${META}serverInfo`]: serverInfo },
});

function requireHeader(headers: Headers, name: string, wanted: string): void {
  const value = headers.get(name);
  if (value === null || decoded(value) !== wanted) throw mismatch(name, value, wanted);
}

const mismatch = (name: string, header: string | null, body: string) =>
  new RpcError(
    RPC.headerMismatch,
    `Header mismatch: ${name} is ${header ?? 'missing'}, and the body says ${body}. Send both alike.`,
    { status: 400 },
  );

/** Text that a header cannot hold comes as `=?base64?…?=`. */
function decoded(value: string): string {
  const [, encoded] = /^=\?base64\?(.*)\?=$/.exec(value) ?? [];
  return encoded === undefined ? value : Buffer.from(encoded, 'base64').toString('utf8');
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const recordOf = (value: unknown): Record<string, unknown> => (isRecord(value) ? value : {});
