import { RateLimitedError } from '../lib/errors.ts';
import type { Log } from '../lib/log.ts';
import {
  RPC,
  RpcError,
  type RpcId,
  type RpcRequest,
  rpcFailure,
  request as rpcRequest,
  rpcResult,
} from './json-rpc.ts';
import { answerMessage, answerStateless, type McpCaller } from './mcp-session.ts';
import { isStateless, mayBatch } from './protocol-version.ts';

/** Beyond the numbers that JSON-RPC and the protocol keep for themselves. */
export const UNAUTHORIZED = -31_401;
const MOST_MESSAGES = 20;

export interface Asked {
  headers: Headers;
  caller: McpCaller;
  log: Log;
}

/** No body: a notification, or an answer to a request of ours, of which there are none. */
export interface Answer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

/** Answers what a POST holds: one message, or several of an older revision. @throws RpcError */
export const answerBody = (body: unknown, asked: Asked): Promise<Answer> =>
  Array.isArray(body) ? answerBatch(body, asked) : answerOne(body, asked);

/** Several messages at once, as revisions before 2025-06-18 allow; one after the other, as the token's limits count. */
async function answerBatch(messages: readonly unknown[], asked: Asked): Promise<Answer> {
  if (!mayBatch(asked.headers) || messages.length === 0 || messages.length > MOST_MESSAGES)
    throw new RpcError(RPC.invalidRequest, `Send one message, or in older revisions 1 to ${MOST_MESSAGES}.`, {
      status: 400,
    });
  const answers: unknown[] = [];
  for (const message of messages) {
    const { body } = await answerOne(message, asked);
    if (body !== undefined) answers.push(body);
  }
  return answers.length === 0 ? { status: 202 } : { status: 200, body: answers };
}

async function answerOne(body: unknown, { headers, caller, log }: Asked): Promise<Answer> {
  let id: RpcId | null = null;
  try {
    const message = toMessage(body);
    if (message?.id === undefined) return { status: 202 };
    id = message.id;
    const result = isStateless(message, headers)
      ? await answerStateless(message, caller)
      : await answerMessage(message, caller);
    return { status: 200, body: rpcResult(id, result) };
  } catch (error) {
    return failureOf(error, id, log);
  }
}

/** Undefined: an answer. */
function toMessage(body: unknown): RpcRequest | undefined {
  const message = rpcRequest.safeParse(body);
  if (message.success) return message.data;
  if (typeof body === 'object' && body !== null && ('result' in body || 'error' in body)) return undefined;
  throw new RpcError(RPC.invalidRequest, 'The body is no single JSON-RPC 2.0 message.');
}

/** What createContext says of a token by HTTP status it says here too. */
export function failureOf(error: unknown, id: RpcId | null, log: Log): Answer {
  if (error instanceof RpcError) {
    const { status = id === null ? 400 : 200, data } = error.details;
    return { status, body: rpcFailure(id, error.code, error.message, data) };
  }
  const message = error instanceof Error ? error.message : '';
  const code = error instanceof Error && 'extensions' in error ? codeOf(error.extensions) : '';
  if (code === 'UNAUTHENTICATED')
    return { status: 401, body: rpcFailure(id, UNAUTHORIZED, message), headers: { 'www-authenticate': 'Bearer' } };
  if (code === 'RATE_LIMITED' || error instanceof RateLimitedError)
    return { status: 429, body: rpcFailure(id, RPC.internalError, message), headers: { 'retry-after': '60' } };
  log.error({ err: error }, 'an MCP message could not be answered');
  return { status: 500, body: rpcFailure(id, RPC.internalError, 'Something went wrong on our side.') };
}

const codeOf = (extensions: unknown): string =>
  typeof extensions === 'object' && extensions !== null && 'code' in extensions ? String(extensions.code) : '';
