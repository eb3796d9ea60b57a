import { countOf, firstOf, purposesOf, without } from './attribute-readers.ts';
import type { Attributes } from './otlp-records.ts';
import type { ReadRecord } from './producer.ts';

/** `gemini_cli.api_response`: cached tokens are part of the input unless the total says otherwise; thoughts are not part of the output. */
export const readGeminiCliEvent: ReadRecord = ({ name, attributes, at }, now) => {
  const told = countOf(attributes, 'input_token_count');
  if (name !== 'gemini_cli.api_response' || told === undefined) return undefined;
  const cached = countOf(attributes, 'cached_content_token_count') ?? 0n;
  const thoughts = countOf(attributes, 'thoughts_token_count') ?? 0n;
  const output = countOf(attributes, 'output_token_count') ?? 0n;
  const tool = countOf(attributes, 'tool_token_count') ?? 0n;
  const total = countOf(attributes, 'total_token_count');
  const isApart = total === told + cached + output + thoughts + tool && cached > 0n;
  const when = new Date(attributes.get('event.timestamp') ?? '');
  const occurredAt = Number.isNaN(when.getTime()) ? (at ?? now) : when;
  const sessionId = firstOf(attributes, 'session.id');
  const idempotencyKey = `${sessionId ?? ''} ${occurredAt.toISOString()} ${told} ${output} ${thoughts}`;
  return {
    ...purposesOf(attributes),
    vendor: 'google',
    tool: 'gemini_cli',
    model: attributes.get('model') ?? '',
    sessionId,
    idempotencyKey,
    requestId: sessionId !== undefined && isHousekeeping(attributes) ? idempotencyKey : undefined,
    occurredAt,
    inputTokens: (isApart ? told : without(told, cached)) + tool,
    cacheReadTokens: cached,
    outputTokens: output + thoughts,
    reasoningTokens: thoughts,
  };
};

/** Choosing a model, summing up and the like are in no session file: as requests of their own they count beside it. */
const isHousekeeping = (attributes: Attributes) => attributes.get('role')?.startsWith('utility_') === true;
