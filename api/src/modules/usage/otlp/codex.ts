import { countOf, firstOf, purposesOf, without } from './attribute-readers.ts';
import type { ReadRecord } from './producer.ts';

/** Events of Codex that carry token counts: `codex.sse_event` when a response is complete, others over websockets. */
export const readCodexEvent: ReadRecord = ({ name, attributes, at }, now) => {
  const input = countOf(attributes, 'input_token_count');
  if (!name.startsWith('codex.') || input === undefined) return undefined;
  const kind = attributes.get('event.kind');
  if (name === 'codex.sse_event' && kind !== undefined && kind !== 'response.completed') return undefined;
  const told = new Date(attributes.get('event.timestamp') ?? '');
  const occurredAt = Number.isNaN(told.getTime()) ? (at ?? now) : told;
  const cacheReadTokens = countOf(attributes, 'cached_token_count') ?? 0n;
  const cacheWrite5mTokens = countOf(attributes, 'cache_write_token_count') ?? 0n;
  const outputTokens = countOf(attributes, 'output_token_count') ?? 0n;
  const sessionId = firstOf(attributes, 'conversation.id');
  return {
    ...purposesOf(attributes),
    vendor: 'openai',
    tool: 'codex',
    model: attributes.get('model') ?? '',
    sessionId,
    idempotencyKey: `${sessionId ?? ''} ${occurredAt.toISOString()} ${input} ${outputTokens}`,
    occurredAt,
    inputTokens: without(without(input, cacheReadTokens), cacheWrite5mTokens),
    cacheReadTokens,
    cacheWrite5mTokens,
    outputTokens,
    reasoningTokens: atMost(outputTokens, countOf(attributes, 'reasoning_token_count')),
  };
};

const atMost = (most: bigint, value = 0n) => (value > most ? most : value);
