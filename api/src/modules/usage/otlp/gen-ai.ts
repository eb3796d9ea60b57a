import { countOf, firstOf, purposesOf, without } from './attribute-readers.ts';
import { type Attributes, instantOf } from './otlp-records.ts';
import type { ReadPoint, ReadRecord } from './producer.ts';

/** Operations that sum up the requests of others. */
const SUMMARIES = new Set(['invoke_agent', 'create_agent', 'execute_tool', 'invoke_workflow']);

/** Names that instrumentations give to vendors which prices are filed under otherwise. */
const VENDORS: Record<string, string> = {
  'gcp.gemini': 'google',
  'gcp.vertex_ai': 'google',
  'gcp.gen_ai': 'google',
  gemini: 'google',
  vertex_ai: 'google',
  vertexai: 'google',
  google_genai: 'google',
  google_vertexai: 'google',
  'google.generative-ai': 'google',
  'google.vertex': 'google',
  'azure.ai.openai': 'azure',
  'azure.ai.inference': 'azure',
  'az.ai.openai': 'azure',
  'az.ai.inference': 'azure',
  azure_openai: 'azure',
  'azure-openai': 'azure',
  azure_ai: 'azure',
  'aws.bedrock': 'bedrock',
  aws: 'bedrock',
  'amazon-bedrock': 'bedrock',
  mistral_ai: 'mistral',
  mistralai: 'mistral',
  x_ai: 'x-ai',
  xai: 'x-ai',
};

/** Vercel's AI SDK appends the kind of model: `openai.chat`. */
const KIND_OF_MODEL = /\.(chat|messages|responses|completion|embedding|image|speech|transcription)$/;

function vendorOf(attributes: Attributes): string {
  const told = firstOf(attributes, 'gen_ai.provider.name', 'gen_ai.system') ?? '';
  const name = told.trim().toLowerCase().replaceAll(' ', '_').replace(KIND_OF_MODEL, '');
  return VENDORS[name] ?? name;
}

/** Servers that only speak a vendor's dialect number their answers from 1 or at random: such an id names no request. */
const SHORTEST_ID = 20;

/** Tools that tell of each request by an event of their own too, which counts instead. */
const TELLS_OTHERWISE = /^(gemini-cli|claude-code|codex)([-_].*)?$/;
const tellsOtherwise = (attributes: Attributes) => TELLS_OTHERWISE.test(attributes.get('service.name') ?? '');

/** Spans and log events of the GenAI conventions, also by their older names. */
export const readGenAi: ReadRecord = ({ attributes, at, traceId, spanId }, now) => {
  const input = countOf(attributes, 'gen_ai.usage.input_tokens', 'gen_ai.usage.prompt_tokens');
  const output = countOf(attributes, 'gen_ai.usage.output_tokens', 'gen_ai.usage.completion_tokens') ?? 0n;
  if (input === undefined || SUMMARIES.has(attributes.get('gen_ai.operation.name') ?? '')) return undefined;
  if (tellsOtherwise(attributes)) return undefined;
  const responseId = firstOf(attributes, 'gen_ai.response.id');
  const requestId = responseId !== undefined && responseId.length >= SHORTEST_ID ? responseId : undefined;
  if (spanId === '' && responseId === undefined)
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
    vendor: vendorOf(attributes),
    tool: firstOf(attributes, 'outlay.tool') ?? 'api',
    model: firstOf(attributes, 'gen_ai.response.model', 'gen_ai.request.model') ?? '',
    sessionId: firstOf(attributes, 'gen_ai.conversation.id', 'session.id'),
    idempotencyKey: spanId === '' ? `response ${responseId} ${at?.toISOString()}` : `span ${traceId} ${spanId}`,
    requestId,
    occurredAt: at ?? now,
    inputTokens: without(input, read + written),
    cacheReadTokens: read,
    cacheWrite5mTokens: written,
    outputTokens: output,
    reasoningTokens: reasoning > output ? output : reasoning,
  };
};

export const GEN_AI_USAGE = 'gen_ai.client.token.usage';
const TYPES: Record<string, 'inputTokens' | 'outputTokens'> = {
  input: 'inputTokens',
  output: 'outputTokens',
  completion: 'outputTokens',
};

/** `gen_ai.client.token.usage`: the same tokens as on spans, so that it counts only where a session tells them apart. */
export const readGenAiPoint: ReadPoint = ({ metric, attributes, timeNano }, amount, now) => {
  if (metric !== GEN_AI_USAGE || tellsOtherwise(attributes)) return undefined;
  const kind = TYPES[attributes.get('gen_ai.token.type') ?? ''];
  const sessionId = firstOf(attributes, 'gen_ai.conversation.id', 'session.id');
  if (!kind || !sessionId)
    return {
      warning: `${GEN_AI_USAGE} has no session.id, without which it would count beside the same tokens on spans. Export traces, or set session.id in OTEL_RESOURCE_ATTRIBUTES anew for every process.`,
    };
  return {
    ...purposesOf(attributes),
    vendor: vendorOf(attributes),
    tool: firstOf(attributes, 'outlay.tool') ?? 'api',
    model: firstOf(attributes, 'gen_ai.response.model', 'gen_ai.request.model') ?? '',
    sessionId,
    idempotencyKey: '',
    occurredAt: instantOf(timeNano) ?? now,
    requests: 0n,
    contextTokens: 0n,
    [kind]: amount,
  };
};
