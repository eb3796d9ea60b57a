import { createInterface } from 'node:readline';
import { ServerFailure } from '../../server/failures.ts';
import type { HttpAnswer } from '../../server/http-answer.ts';
import { type ServerAddress, send } from '../../server/send.ts';
import type { Terminal } from '../terminal.ts';
import { serverSentData } from './server-sent-data.ts';

interface Message {
  id?: string | number | null;
  method?: string;
  params?: { protocolVersion?: string; name?: unknown; requestId?: unknown; _meta?: Record<string, unknown> };
  result?: { protocolVersion?: string };
}

/** What the server's side of the session needs with every request. */
interface Session {
  id: string | null;
  protocolVersion: string | undefined;
}

const FAILED = -32_000;
const PARSE_ERROR = -32_700;

/**
 * Carries JSON-RPC messages, a line each, to the server's `/mcp` and its answers back, until the input ends.
 * @param mayWrite also offers the tools that change something
 */
export async function bridge(
  server: ServerAddress,
  terminal: Terminal,
  signal: AbortSignal,
  mayWrite: boolean,
): Promise<void> {
  const path = mayWrite ? '/mcp?write=true' : '/mcp';
  const session: Session = { id: null, protocolVersion: undefined };
  const write = (message: unknown) => void terminal.output.write(`${JSON.stringify(message)}\n`);
  const underWay = new Set<Promise<void>>();
  const running = new Map<unknown, AbortController>();
  for await (const line of createInterface({ input: terminal.input, signal })) {
    if (line.trim() === '') continue;
    const message = parse(line);
    if (message === undefined) {
      write({ jsonrpc: '2.0', id: null, error: { code: PARSE_ERROR, message: 'This line is no JSON-RPC message.' } });
      continue;
    }
    if (message.method === 'notifications/cancelled') {
      running.get(message.params?.requestId)?.abort();
      continue;
    }
    const own = new AbortController();
    if (message.id !== undefined) running.set(message.id, own);
    const way = { server, path, session, write, signal: AbortSignal.any([signal, own.signal]) };
    const work = forward(way, message, line)
      .catch((error: unknown) => {
        // What was cancelled gets no answer.
        if (signal.aborted || !own.signal.aborted) throw error;
      })
      .finally(() => {
        underWay.delete(work);
        if (running.get(message.id) === own) running.delete(message.id);
      });
    underWay.add(work);
    // What follows needs the session that this one opens.
    if (message.method === 'initialize') await work;
  }
  await Promise.all(underWay);
}

function parse(line: string): Message | undefined {
  try {
    const message: unknown = JSON.parse(line);
    return typeof message === 'object' && message !== null ? message : undefined;
  } catch {
    return undefined;
  }
}

interface Way {
  server: ServerAddress;
  path: string;
  session: Session;
  write: (message: unknown) => void;
  signal: AbortSignal;
}

async function forward({ server, path, session, write, signal }: Way, message: Message, line: string): Promise<void> {
  try {
    const headers = {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      ...(statelessHeaders(message) ?? sessionHeaders(session)),
    };
    const init = { method: 'POST' as const, headers, body: line };
    const options = { signal, timeoutMs: 120_000, isRepeatable: false };
    const response = await send(server, path, init, async (answer) => answer, options);
    for await (const answer of answersOf(response)) {
      if (message.method === 'initialize') {
        const id = response.headers['mcp-session-id'];
        session.id = typeof id === 'string' ? id : null;
        session.protocolVersion = answer.result?.protocolVersion;
      }
      // A server that refuses a request unread cannot know its id; a notification gets no answer.
      if (answer.method !== undefined || Array.isArray(answer)) write(answer);
      else if (message.id !== undefined) write({ ...answer, id: answer.id ?? message.id });
    }
    if (!response.isGood && message.id !== undefined && !isJson(response)) {
      write(failure(message, `${server.url}/mcp answers with HTTP ${response.status}.`));
    }
  } catch (error) {
    if (signal.aborted) throw error;
    if (message.id !== undefined)
      write(failure(message, error instanceof ServerFailure ? error.message : String(error)));
  }
}

const sessionHeaders = ({ id, protocolVersion }: Session): Record<string, string> => ({
  ...(id === null ? {} : { 'mcp-session-id': id }),
  ...(protocolVersion === undefined ? {} : { 'mcp-protocol-version': protocolVersion }),
});

/** From revision 2026-07-28 on a message says its version itself, and its headers repeat what they are routed by. */
function statelessHeaders({ method = '', params }: Message): Record<string, string> | undefined {
  const version = params?._meta?.['io.modelcontextprotocol/protocolVersion'];
  if (typeof version !== 'string') return undefined;
  const name = params?.name;
  return {
    'mcp-protocol-version': headerText(version),
    'mcp-method': headerText(method),
    ...(typeof name === 'string' ? { 'mcp-name': headerText(name) } : {}),
  };
}

const headerText = (text: string) =>
  /^[\x21-\x7e]+$/.test(text) && !text.startsWith('=?base64?')
    ? text
    : `=?base64?${Buffer.from(text).toString('base64')}?=`;

const failure = ({ id }: Message, message: string) => ({ jsonrpc: '2.0', id, error: { code: FAILED, message } });
const isJson = ({ headers }: HttpAnswer) => /\bjson\b/.test(headers['content-type'] ?? '');

/** One JSON message, the messages of a stream, or none. */
async function* answersOf(response: HttpAnswer): AsyncGenerator<Message> {
  if (response.headers['content-type']?.startsWith('text/event-stream')) {
    for await (const data of serverSentData(response.body)) yield JSON.parse(data);
    return;
  }
  const text = await response.text();
  if (text !== '' && isJson(response)) yield JSON.parse(text);
}
