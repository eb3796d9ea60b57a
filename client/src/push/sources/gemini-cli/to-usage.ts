import { instantOf, type JsonRecord, recordOf, textOf } from '../../json-record.ts';
import { countOf, keyOf, type SessionUsage, type Tokens } from '../../usage-event.ts';
import { TOOL } from './tool.ts';

export interface MessageContext {
  sessionId: string | undefined;
  project: string | undefined;
  /** For messages that tell no time. */
  fallbackInstant: string;
}

/** What a message of a conversation used; undefined for what people wrote and for messages without counts. */
export function toUsage(message: JsonRecord, context: MessageContext): SessionUsage | undefined {
  const counts = recordOf(message.tokens);
  if (!counts || (message.type ?? 'gemini') !== 'gemini') return undefined;
  const tokens = tokensOf(counts);
  if (tokens.inputTokens + tokens.cacheReadTokens + tokens.outputTokens === 0) return undefined;

  const { sessionId, project, fallbackInstant } = context;
  const occurredAt = instantOf(message.timestamp) ?? fallbackInstant;
  const model = textOf(message.model) ?? 'unknown';
  const id = textOf(message.id);
  // A resumed conversation is written to a new file with the ids it had.
  const key = id === undefined ? [sessionId ?? '', occurredAt, model, JSON.stringify(tokens)] : [id];
  return {
    ...tokens,
    idempotencyKey: keyOf(TOOL, ...key),
    occurredAt,
    tool: TOOL,
    vendor: 'google',
    model,
    sessionId,
    project,
    contextTokens: tokens.inputTokens + tokens.cacheReadTokens,
  };
}

/**
 * Disjoint counts. Cached input is part of `input` and thoughts are no part of `output` as the vendor counts, unless
 * the total says otherwise. What tools fed back is input.
 */
export function tokensOf(counts: JsonRecord): Tokens {
  const input = countOf(counts.input);
  const output = countOf(counts.output);
  const cached = countOf(counts.cached);
  const thoughts = countOf(counts.thoughts);
  const tool = countOf(counts.tool);
  const total = countOf(counts.total);
  const sum = input + output + tool;
  const isApart = cached > input || (cached > 0 && total === sum + thoughts + cached);
  const holdsThoughts = thoughts > 0 && thoughts <= output && total === sum + (isApart ? cached : 0);
  const isBare = sum + cached + thoughts === 0;
  return {
    inputTokens: input - (isApart ? 0 : cached) + tool,
    cacheReadTokens: cached,
    cacheWrite5mTokens: 0,
    cacheWrite1hTokens: 0,
    outputTokens: isBare ? total : output + (holdsThoughts ? 0 : thoughts),
    reasoningTokens: thoughts,
  };
}
