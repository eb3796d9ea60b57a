import { instantOf, isRecord, type JsonRecord, recordOf, textOf } from '../../json-record.ts';
import { utf8Of } from '../../scan-lines.ts';
import { countOf, keyOf, type SessionUsage, type Tokens } from '../../usage-event.ts';
import { TOOL } from './tool.ts';

export interface LineContext {
  /** From the file's place; the line's own where that does not tell. */
  sessionId: string | undefined;
  projectOf(folder: string): string | undefined;
  /** For lines that tell no time. */
  fallbackInstant: string;
}

export interface ClaudeUsage {
  usage: SessionUsage;
  /** Of the response itself, for finding copies in side conversations. */
  messageId: string | undefined;
  isSidechain: boolean;
}

/** Where and for what a response was made; the same on most lines of a session. */
export interface Place {
  sessionId: string | undefined;
  isSidechain: boolean;
  agent: string | undefined;
  project: string | undefined;
  branch: string | undefined;
}

/** The fields of a line that `placeOf` reads; `responsesOf` reads others. */
export const PLACE_FIELDS = ['sessionId', 'isSidechain', 'agentName', 'cwd', 'gitBranch'] as const;
export const RESPONSE_FIELDS = ['type', 'message', 'requestId', 'timestamp'] as const;

export function placeOf(line: JsonRecord, context: LineContext): Place {
  const branch = namedOf(line.gitBranch);
  const cwd = namedOf(line.cwd);
  return {
    sessionId: context.sessionId ?? textOf(line.sessionId),
    isSidechain: line.isSidechain === true,
    agent: namedOf(line.agentName),
    project: cwd === undefined ? undefined : context.projectOf(cwd),
    branch: branch === 'HEAD' ? undefined : branch,
  };
}

/** What a line of a session says was used: the response, and what other models did for it; nothing for other lines. */
export const toUsage = (line: JsonRecord, context: LineContext): readonly ClaudeUsage[] =>
  responsesOf(line, placeOf(line, context), context);

export function responsesOf(line: JsonRecord, place: Place, context: LineContext): readonly ClaudeUsage[] {
  const message = recordOf(line.message);
  const counts = recordOf(message?.usage);
  const model = textOf(message?.model);
  if (!message || !counts || !model || model === '<synthetic>' || (line.type ?? 'assistant') !== 'assistant') return [];

  const messageId = textOf(message.id);
  const requestId = textOf(line.requestId);
  const { sessionId, isSidechain, agent, project, branch } = place;
  const occurredAt = instantOf(line.timestamp) ?? context.fallbackInstant;
  const tokens = tokensOf(counts);
  const identity = { messageId, requestId, sessionId, isSidechain };
  const key = keyParts(identity) ?? [occurredAt, model, JSON.stringify(tokens)];
  const rounds = Array.isArray(counts.iterations) ? counts.iterations.filter(isRecord) : [];
  const usage: SessionUsage = {
    ...tokens,
    idempotencyKey: keyOf(TOOL, ...key),
    occurredAt,
    tool: TOOL,
    vendor: vendorOf(messageId),
    model: utf8Of(model),
    requestId,
    sessionId,
    agent,
    project,
    branch,
    serviceTier: textOf(counts.service_tier),
    speed: textOf(counts.speed),
    contextTokens: contextOf(tokens, rounds),
    webSearches: countOf(recordOf(counts.server_tool_use)?.web_search_requests),
  };
  const all = rounds.length > 0 ? [usage, ...innerUsage(usage, rounds, key)] : [usage];
  return all.filter(isUsed).map((used) => ({ usage: used, messageId, isSidechain }));
}

const namedOf = (value: unknown): string | undefined => {
  const text = textOf(value);
  return text === undefined ? undefined : utf8Of(text);
};

/**
 * Rounds that the response's own figures leave out: an advisor's answers, by a model and at a price of their own, and
 * summaries of the conversation by the same model. Other rounds are in the response's figures already.
 */
function innerUsage(own: SessionUsage, rounds: readonly JsonRecord[], key: readonly string[]): SessionUsage[] {
  const ofType = (type: string, kind: string) =>
    rounds
      .filter((round) => round.type === type)
      .map((round, index): SessionUsage => {
        const tokens = tokensOf(round);
        const model = kind === 'advisor' ? namedOf(round.model) : undefined;
        return {
          ...own,
          ...tokens,
          idempotencyKey: keyOf(TOOL, ...key, kind, index),
          model: model ?? own.model,
          requestId: own.requestId === undefined ? undefined : `${own.requestId}:${kind}:${index}`,
          speed: kind === 'advisor' ? textOf(round.speed) : own.speed,
          contextTokens: inputOf(tokens),
          webSearches: 0,
        };
      });
  return [...ofType('advisor_message', 'advisor'), ...ofType('compaction', 'compaction')];
}

function tokensOf(usage: JsonRecord): Tokens {
  const split = recordOf(usage.cache_creation);
  const written1h = countOf(split?.ephemeral_1h_input_tokens);
  const written5m = countOf(split?.ephemeral_5m_input_tokens);
  const isSplit = split !== undefined && written1h + written5m > 0;
  return {
    inputTokens: countOf(usage.input_tokens),
    cacheReadTokens: countOf(usage.cache_read_input_tokens),
    cacheWrite5mTokens: isSplit ? written5m : countOf(usage.cache_creation_input_tokens),
    cacheWrite1hTokens: written1h,
    outputTokens: countOf(usage.output_tokens),
    reasoningTokens: countOf(recordOf(usage.output_tokens_details)?.thinking_tokens),
  };
}

/** A response made in several rounds had no more before it than the longest of them. */
function contextOf(tokens: Tokens, rounds: readonly JsonRecord[]): number {
  const own = rounds.filter(({ type }) => type === 'message');
  return own.length > 1 ? Math.max(...own.map((round) => inputOf(tokensOf(round)))) : inputOf(tokens);
}

const inputOf = ({ inputTokens, cacheReadTokens, cacheWrite5mTokens, cacheWrite1hTokens }: Tokens): number =>
  inputTokens + cacheReadTokens + cacheWrite5mTokens + cacheWrite1hTokens;

interface Identity {
  messageId: string | undefined;
  requestId: string | undefined;
  sessionId: string | undefined;
  isSidechain: boolean;
}

/** Side conversations repeat one response under several request ids; without any, an id holds within its session. */
function keyParts({ messageId, requestId, sessionId, isSidechain }: Identity): readonly string[] | undefined {
  if (messageId === undefined) return requestId === undefined ? undefined : ['', requestId];
  if (requestId === undefined) return [messageId, 'in', sessionId ?? ''];
  return [messageId, isSidechain ? 'side' : requestId];
}

/** Who served the response, and bills it, is in its id. */
function vendorOf(messageId: string | undefined): string {
  if (messageId?.startsWith('msg_bdrk_')) return 'bedrock';
  if (messageId?.startsWith('msg_vrtx_')) return 'vertex_ai';
  return 'anthropic';
}

const isUsed = (usage: SessionUsage) =>
  usage.inputTokens + usage.outputTokens + usage.cacheReadTokens > 0 ||
  usage.cacheWrite5mTokens + usage.cacheWrite1hTokens + (usage.webSearches ?? 0) > 0;
