import { createInterface } from 'node:readline';
import { ServerFailure } from '../../server/failures.ts';
import { type ServerAddress, send } from '../../server/send.ts';
import type { Terminal } from '../terminal.ts';
import { serverSentData } from './server-sent-data.ts';

interface Message {
  id?: string | number | null;
  method?: string;
  params?: { protocolVersion?: string };
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
  for await (const line of createInterface({ input: terminal.input, signal })) {
    if (line.trim() === '') continue;
    const message = parse(line);
    if (message === undefined) {
      write({ jsonrpc: '2.0', id: null, error: { code: PARSE_ERROR, message: 'This line is no JSON-RPC message.' } });
      continue;
    }
    const work = forward({ server, path, session, write, signal }, message, line).finally(() => underWay.delete(work));
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
      ...(session.id === null ? {} : { 'mcp-session-id': session.id }),
      ...(session.protocolVersion === undefined ? {} : { 'mcp-protocol-version': session.protocolVersion }),
    };
    const init = { method: 'POST', headers, body: line };
    const options = { signal, timeoutMs: 120_000, isRepeatable: false };
    const response = await send(server, path, init, async (answer) => answer, options);
    for await (const answer of answersOf(response)) {
      if (message.method === 'initialize') {
        session.id = response.headers.get('mcp-session-id');
        session.protocolVersion = answer.result?.protocolVersion;
      }
      // A server that refuses a request unread cannot know its id; a notification gets no answer.
      if (answer.method !== undefined) write(answer);
      else if (message.id !== undefined) write({ ...answer, id: answer.id ?? message.id });
    }
    if (!response.ok && message.id !== undefined && !isJson(response)) {
      write(failure(message, `${server.url}/mcp answers with HTTP ${response.status}.`));
    }
  } catch (error) {
    if (signal.aborted) throw error;
    if (message.id !== undefined)
      write(failure(message, error instanceof ServerFailure ? error.message : String(error)));
  }
}

const failure = ({ id }: Message, message: string) => ({ jsonrpc: '2.0', id, error: { code: FAILED, message } });
const isJson = ({ headers }: Response) => /\bjson\b/.test(headers.get('content-type') ?? '');

/** One JSON message, the messages of a stream, or none. */
async function* answersOf(response: Response): AsyncGenerator<Message> {
  if ((response.headers.get('content-type') ?? '').startsWith('text/event-stream') && response.body) {
    for await (const data of serverSentData(response.body)) yield JSON.parse(data);
    return;
  }
  const text = await response.text();
  if (text !== '' && isJson(response)) yield JSON.parse(text);
}
