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

/** What a line of a session says was used: the response, and what other models did for it; nothing for other lines. */
export function toUsage(line: JsonRecord, context: LineContext): ClaudeUsage[] {
  const message = recordOf(line.message);
  const usage = recordOf(message?.usage);
  const model = textOf(message?.model);
  if (!message || !usage || !model || model === '<synthetic>' || (line.type ?? 'assistant') !== 'assistant') return [];

  const messageId = textOf(message.id);
  const requestId = textOf(line.requestId);
  const sessionId = context.sessionId ?? textOf(line.sessionId);
  const occurredAt = instantOf(line.timestamp) ?? context.fallbackInstant;
  const isSidechain = line.isSidechain === true;
  const branch = textOf(line.gitBranch);
  const cwd = textOf(line.cwd);
  const agent = textOf(line.agentName);
  const about = {
    occurredAt,
    tool: TOOL,
    vendor: vendorOf(messageId),
    sessionId,
    project: cwd === undefined ? undefined : context.projectOf(utf8Of(cwd)),
    branch: branch === undefined || branch === 'HEAD' ? undefined : utf8Of(branch),
    agent: agent === undefined ? undefined : utf8Of(agent),
    serviceTier: textOf(usage.service_tier),
  };
  const key = keyParts({ messageId, requestId, sessionId, isSidechain }) ?? [
    occurredAt,
    model,
    JSON.stringify(tokensOf(usage)),
  ];

  const own: SessionUsage = {
    ...about,
    ...tokensOf(usage),
    idempotencyKey: keyOf(TOOL, ...key),
    model: utf8Of(model),
    requestId,
    speed: textOf(usage.speed),
    contextTokens: contextOf(usage),
    webSearches: countOf(recordOf(usage.server_tool_use)?.web_search_requests),
  };
  const inner = innerRounds(usage).map(
    ({ kind, index, round }): SessionUsage => ({
      ...about,
      ...tokensOf(round),
      idempotencyKey: keyOf(TOOL, ...key, kind, index),
      model: utf8Of(textOf(round.model) ?? model),
      requestId: requestId === undefined ? undefined : `${requestId}:${kind}:${index}`,
      speed: kind === 'compaction' ? own.speed : textOf(round.speed),
      contextTokens: inputOf(round),
    }),
  );
  return [own, ...inner].filter(isUsed).map((used) => ({ usage: used, messageId, isSidechain }));
}

/**
 * Rounds that the response's own figures leave out: an advisor's answers, by a model and at a price of their own, and
 * summaries of the conversation by the same model. Other rounds are in the response's figures already.
 */
function innerRounds(usage: JsonRecord): { kind: 'advisor' | 'compaction'; index: number; round: JsonRecord }[] {
  const rounds = Array.isArray(usage.iterations) ? usage.iterations.filter(isRecord) : [];
  const ofType = (type: string, kind: 'advisor' | 'compaction') =>
    rounds.filter((round) => round.type === type).map((round, index) => ({ kind, index, round }));
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
function contextOf(usage: JsonRecord): number {
  const rounds = Array.isArray(usage.iterations) ? usage.iterations.filter(isRecord) : [];
  const own = rounds.filter(({ type }) => type === 'message');
  return own.length > 1 ? Math.max(...own.map(inputOf)) : inputOf(usage);
}

function inputOf(usage: JsonRecord): number {
  const { inputTokens, cacheReadTokens, cacheWrite5mTokens, cacheWrite1hTokens } = tokensOf(usage);
  return inputTokens + cacheReadTokens + cacheWrite5mTokens + cacheWrite1hTokens;
}

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

export const isUsed = (usage: SessionUsage) =>
  usage.inputTokens + usage.outputTokens + usage.cacheReadTokens > 0 ||
  usage.cacheWrite5mTokens + usage.cacheWrite1hTokens + (usage.webSearches ?? 0) > 0;
