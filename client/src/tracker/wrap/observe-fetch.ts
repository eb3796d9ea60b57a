import type { UsageEvent } from '../usage-event.ts';
import type { AnswerReader, Dialect, SentRequest } from './dialect.ts';
import { parseFields } from './dialect.ts';
import { passThrough, type Watcher } from './pass-through.ts';
import { createEventSplitter } from './sse-lines.ts';

type Fetch = typeof fetch;

export interface Observation {
  dialect: Dialect;
  asksForUsage(url: URL): boolean;
  /** Begins a call: what is told of it when its answer has passed. Captures the caller's context and clock. */
  begin(url: URL, headers: Headers): (event: Omit<UsageEvent, 'vendor'>) => void;
  onProblem(message: string, cause?: unknown): void;
}

/** A JSON answer larger than this (characters) is handed on unread. */
const LARGEST_BODY = 64_000_000;

/**
 * A fetch that answers exactly like `base` and tells what each call consumed. Whatever fails in the telling goes to
 * `onProblem`; the caller's request and answer are never touched by it.
 */
export function observeFetch(base: Fetch, observation: Observation): Fetch {
  return async (input, init) => {
    const call = safely(observation, () => open(observation, input, init));
    if (!call) return base(input, init);
    const { reader } = call;
    const response = await base(input, reader.changedBody === undefined ? init : { ...init, body: reader.changedBody });
    if (!response.ok) return response;
    return safely(observation, () => observe(response, call, init?.signal, observation)) ?? response;
  };
}

interface Call {
  reader: AnswerReader;
  tell: (event: Omit<UsageEvent, 'vendor'>) => void;
}

function open(observation: Observation, input: Parameters<Fetch>[0], init: RequestInit | undefined): Call | undefined {
  const given = input instanceof Request ? input : undefined;
  const url = new URL(given?.url ?? String(input));
  const request: SentRequest = {
    url,
    method: (init?.method ?? given?.method ?? 'GET').toUpperCase(),
    body: init?.body,
  };
  const reader = observation.dialect.open(request, { asksForUsage: observation.asksForUsage(url) });
  return reader && { reader, tell: observation.begin(url, new Headers(init?.headers ?? given?.headers)) };
}

function observe(
  response: Response,
  { reader, tell }: Call,
  signal: AbortSignal | null | undefined,
  observation: Observation,
): Response {
  const requestId = response.headers.get(observation.dialect.requestIdHeader) ?? undefined;
  const finish = (isWhole: boolean) => {
    for (const figures of reader.figures(isWhole))
      tell({ ...named(figures.requestId ?? requestId), model: 'unknown', ...figures });
  };
  const watcher = watcherFor(response.headers.get('content-type') ?? '', reader, finish);
  if (!watcher || !response.body) {
    finish(true);
    return response;
  }
  return replaceBody(response, passThrough(response.body, guarded(watcher, observation), signal));
}

const named = (requestId: string | undefined) => (requestId === undefined ? {} : { requestId });

function watcherFor(type: string, reader: AnswerReader, finish: (isWhole: boolean) => void): Watcher | undefined {
  if (type.includes('text/event-stream')) return watchEvents(reader, finish);
  return /[/+]json/.test(type) ? watchJson(reader, finish) : undefined;
}

function watchJson(reader: AnswerReader, finish: (isWhole: boolean) => void): Watcher {
  const decoder = new TextDecoder();
  let text = '';
  return {
    chunk(bytes) {
      if (text.length <= LARGEST_BODY) text += decoder.decode(bytes, { stream: true });
      return undefined;
    },
    end(isWhole) {
      if (isWhole) reader.readBody(text.length <= LARGEST_BODY ? parseFields(text + decoder.decode()) : {});
      text = '';
      if (isWhole) finish(true);
      return undefined;
    },
  };
}

function watchEvents(reader: AnswerReader, finish: (isWhole: boolean) => void): Watcher {
  const splitter = createEventSplitter();
  const encoder = new TextEncoder();
  const isChanging = reader.changedBody !== undefined;
  const pass = (events: ReturnType<typeof splitter.push>) => {
    const passed = events.map(({ data, raw }) => {
      if (!data.startsWith('{')) return raw;
      const answer = reader.readEvent(parseFields(data));
      if (answer === 'nothing') return '';
      return typeof answer === 'object' ? withData(raw, JSON.stringify(answer)) : raw;
    });
    return isChanging ? encoder.encode(passed.join('')) : undefined;
  };
  return {
    chunk: (bytes) => pass(splitter.push(bytes)),
    end(isWhole) {
      const rest = pass(splitter.end());
      finish(isWhole);
      return rest;
    },
  };
}

/** The event with other data; its name, id and line ends stay. */
function withData(raw: string, json: string): string {
  const [first, ...more] = raw.match(/^data:[^\r\n]*(\r\n|\n|\r)?/gm) ?? [];
  const rest = more.reduce((text, line) => text.replace(line, () => ''), raw);
  return rest.replace(first?.trimEnd() ?? '', () => `data: ${json}`);
}

/** A watcher whose failure is told once and then sees nothing more; the caller's bytes go on. */
function guarded(watcher: Watcher, observation: Observation): Watcher {
  let isBroken = false;
  const attempt = (action: () => Uint8Array | undefined) => {
    if (isBroken) return undefined;
    try {
      return action();
    } catch (cause) {
      isBroken = true;
      observation.onProblem('an answer could not be read, its usage is not tracked', cause);
      return undefined;
    }
  };
  return {
    chunk: (bytes) => attempt(() => watcher.chunk(bytes)),
    end: (isWhole) => attempt(() => watcher.end(isWhole)),
  };
}

function replaceBody(response: Response, body: ReadableStream<Uint8Array>): Response {
  const { status, statusText, headers, url, redirected, type } = response;
  const replaced = new Response(body, { status, statusText, headers });
  return Object.defineProperties(replaced, {
    url: { value: url },
    redirected: { value: redirected },
    type: { value: type },
  });
}

function safely<Result>(observation: Observation, action: () => Result): Result | undefined {
  try {
    return action();
  } catch (cause) {
    observation.onProblem('a call could not be read, its usage is not tracked', cause);
    return undefined;
  }
}
