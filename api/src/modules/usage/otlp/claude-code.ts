import { countOf, firstOf, purposesOf } from './attribute-readers.ts';
import { type Attributes, instantOf } from './otlp-records.ts';
import type { ReadPoint, ReadRecord } from './producer.ts';

export const CLAUDE_CODE_USAGE = 'claude_code.token.usage';
const TYPES: Record<string, 'inputTokens' | 'outputTokens' | 'cacheReadTokens' | 'cacheWrite5mTokens'> = {
  input: 'inputTokens',
  output: 'outputTokens',
  cacheRead: 'cacheReadTokens',
  cacheCreation: 'cacheWrite5mTokens',
};

const NAMES_NO_SESSION = {
  field: 'session.id',
  message:
    'session.id: is missing, without which the same tokens could count twice. Leave OTEL_METRICS_INCLUDE_SESSION_ID at true.',
};

/** Metrics name a model as it was asked for, `claude-opus-4-8[1m]` or `claude-sonnet-4-5@20250929`; events as it answered. */
const answered = (model: string) => model.replace(/\[\w+\]$/, '').replace(/@(?=\d{8}$)/, '-');

const common = (attributes: Attributes) => ({
  vendor: 'anthropic',
  tool: 'claude_code',
  model: answered(attributes.get('model') ?? ''),
  sessionId: attributes.get('session.id'),
  speed: attributes.get('speed') === 'fast' ? 'fast' : undefined,
  ...purposesOf(attributes),
});

/** `claude_code.api_request`: one per request. Its cost is an estimate at list price, so that ours is used. */
export const readClaudeCodeEvent: ReadRecord = ({ name, attributes, at }, now) => {
  if (!/^(claude_code\.)?api_request$/.test(name) || !attributes.has('input_tokens')) return undefined;
  const requestId = firstOf(attributes, 'request_id');
  const told = new Date(attributes.get('event.timestamp') ?? '');
  const occurredAt = Number.isNaN(told.getTime()) ? (at ?? now) : told;
  // The sequence begins anew when a session is resumed.
  const sequence =
    firstOf(attributes, 'client_request_id') ?? `${attributes.get('event.sequence') ?? ''} ${occurredAt.toISOString()}`;
  return {
    ...common(attributes),
    idempotencyKey: requestId ?? `${attributes.get('session.id') ?? ''} ${sequence}`,
    occurredAt,
    requestId,
    inputTokens: countOf(attributes, 'input_tokens'),
    outputTokens: countOf(attributes, 'output_tokens'),
    cacheReadTokens: countOf(attributes, 'cache_read_tokens'),
    cacheWrite5mTokens: countOf(attributes, 'cache_creation_tokens'),
  };
};

/**
 * `claude_code.token.usage`; counts only where no event, session file or SDK told of the session that day.
 * `claude_code.cost.usage` says the same in money and is left out.
 */
export const readClaudeCodePoint: ReadPoint = ({ metric, attributes, timeNano }, amount, now) => {
  if (metric !== CLAUDE_CODE_USAGE) return undefined;
  const kind = TYPES[attributes.get('type') ?? ''];
  if (!kind) return { field: 'type', message: `type: ${attributes.get('type')} is not a kind of token we know.` };
  if (!attributes.get('session.id')) return NAMES_NO_SESSION;
  return {
    ...common(attributes),
    idempotencyKey: '',
    occurredAt: instantOf(timeNano) ?? now,
    requests: 0n,
    contextTokens: 0n,
    [kind]: amount,
  };
};
