import { countOf, firstOf, purposesOf, without } from './attribute-readers.ts';
import type { ReadRecord } from './producer.ts';

/** Operations that sum up the requests of others. */
const SUMMARIES = new Set(['invoke_agent', 'create_agent', 'execute_tool', 'invoke_workflow']);

/** Names of the conventions for vendors that our price list calls otherwise. */
const VENDORS: Record<string, string> = {
  'gcp.gemini': 'google',
  'gcp.vertex_ai': 'google',
  'gcp.gen_ai': 'google',
  gemini: 'google',
  vertex_ai: 'google',
  mistral_ai: 'mistral',
  x_ai: 'x-ai',
  xai: 'x-ai',
};

/** Spans and log events of the GenAI conventions, also by their older names. */
export const readGenAi: ReadRecord = ({ attributes, at, traceId, spanId }, now) => {
  const input = countOf(attributes, 'gen_ai.usage.input_tokens', 'gen_ai.usage.prompt_tokens');
  const output = countOf(attributes, 'gen_ai.usage.output_tokens', 'gen_ai.usage.completion_tokens') ?? 0n;
  if (input === undefined || SUMMARIES.has(attributes.get('gen_ai.operation.name') ?? '')) return undefined;
  const provider = (firstOf(attributes, 'gen_ai.provider.name', 'gen_ai.system') ?? '').toLowerCase();
  const requestId = firstOf(attributes, 'gen_ai.response.id');
  if (spanId === '' && requestId === undefined)
    return {
      field: 'gen_ai.response.id',
      message: 'gen_ai.response.id: is missing, and so is the span. Send one of them.',
    };
  const read =
    countOf(attributes, 'gen_ai.usage.cache_read.input_tokens', 'gen_ai.usage.cache_read_input_tokens') ?? 0n;
  const written =
    countOf(attributes, 'gen_ai.usage.cache_creation.input_tokens', 'gen_ai.usage.cache_creation_input_tokens') ?? 0n;
  const reasoning = countOf(attributes, 'gen_ai.usage.reasoning.output_tokens') ?? 0n;
  return {
    ...purposesOf(attributes),
    vendor: VENDORS[provider] ?? provider,
    tool: firstOf(attributes, 'outlay.tool') ?? 'api',
    model: firstOf(attributes, 'gen_ai.response.model', 'gen_ai.request.model') ?? '',
    sessionId: firstOf(attributes, 'gen_ai.conversation.id', 'session.id'),
    idempotencyKey: spanId === '' ? `response ${requestId}` : `span ${traceId} ${spanId}`,
    requestId,
    occurredAt: at ?? now,
    inputTokens: without(input, read + written),
    cacheReadTokens: read,
    cacheWrite5mTokens: written,
    outputTokens: output,
    reasoningTokens: reasoning > output ? output : reasoning,
  };
};
