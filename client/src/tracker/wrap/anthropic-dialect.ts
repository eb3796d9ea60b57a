import { createTokenCounter } from '../estimate-tokens.ts';
import {
  type AnswerReader,
  countOf,
  type Dialect,
  type Fields,
  type Figures,
  fieldsOf,
  listOf,
  textOf,
} from './dialect.ts';

/** The Messages API, also its beta. Counting tokens and handing in batches cost nothing there and then. */
export const anthropicDialect: Dialect = {
  vendor: 'anthropic',
  requestIdHeader: 'request-id',
  open: ({ url, method }) => (method === 'POST' && url.pathname.endsWith('/v1/messages') ? readMessage() : undefined),
};

/** Iterations that the usage of the message does not contain. */
const EXTRA_ITERATIONS: readonly unknown[] = ['advisor_message', 'compaction'];

function readMessage(): AnswerReader {
  const output = createTokenCounter();
  let usage: Fields = {};
  let model: string | undefined;
  let id: string | undefined;
  let toolCalls = 0;
  let isCounted = false;

  function readHead(message: Fields): void {
    model = textOf(message.model) ?? model;
    id = textOf(message.id) ?? id;
    usage = { ...usage, ...known(fieldsOf(message.usage)) };
    for (const { type } of listOf(message.content)) countTool(type);
  }

  function countTool(type: unknown): void {
    if (typeof type === 'string' && type.endsWith('tool_use')) toolCalls += 1;
  }

  function readDelta({ text, thinking, partial_json: json }: Fields): void {
    for (const piece of [text, thinking, json]) if (typeof piece === 'string') output.add(piece);
  }

  return {
    readBody(body) {
      readHead(body);
      isCounted = body.usage !== undefined;
    },
    readEvent(event) {
      if (event.type === 'message_start') readHead(fieldsOf(event.message));
      else if (event.type === 'content_block_start') countTool(fieldsOf(event.content_block).type);
      else if (event.type === 'content_block_delta') readDelta(fieldsOf(event.delta));
      else if (event.type === 'message_delta') {
        usage = { ...usage, ...known(fieldsOf(event.usage)) };
        isCounted = true;
      }
      return 'same';
    },
    figures() {
      if (!model) return [];
      const named = id ? { requestId: id } : {};
      const figures = {
        model,
        ...named,
        ...tokensOf(usage),
        ...conditionsOf(usage),
        ...(toolCalls > 0 ? { toolCalls } : {}),
      };
      if (!isCounted) {
        const outputTokens = Math.max(countOf(usage.output_tokens), output.total());
        return [{ ...figures, outputTokens, isEstimated: true }];
      }
      return [figures, ...extraFigures(usage, model, id)];
    },
  };
}

/** The final delta repeats some counts and leaves others null. */
const known = (usage: Fields) => Object.fromEntries(Object.entries(usage).filter(([, value]) => value !== null));

function tokensOf(usage: Fields): Figures {
  const written = countOf(usage.cache_creation_input_tokens);
  const hour = countOf(fieldsOf(usage.cache_creation).ephemeral_1h_input_tokens);
  const reasoningTokens = countOf(fieldsOf(usage.output_tokens_details).thinking_tokens);
  return {
    inputTokens: countOf(usage.input_tokens),
    cacheReadTokens: countOf(usage.cache_read_input_tokens),
    cacheWrite5mTokens: Math.max(0, written - hour),
    cacheWrite1hTokens: hour,
    outputTokens: countOf(usage.output_tokens),
    ...(reasoningTokens > 0 ? { reasoningTokens } : {}),
  };
}

function conditionsOf(usage: Fields): Figures {
  const webSearches = countOf(fieldsOf(usage.server_tool_use).web_search_requests);
  const contextTokens = largestContext(usage);
  return {
    ...tierOf(usage),
    ...(usage.speed === 'fast' ? { speed: 'fast' } : {}),
    ...(webSearches > 0 ? { webSearches } : {}),
    ...(contextTokens > 0 ? { contextTokens } : {}),
  };
}

/** Priority Tier is paid by commitment. */
function tierOf({ service_tier: tier }: Fields): Figures {
  const serviceTier = textOf(tier);
  return serviceTier ? { serviceTier, ...(serviceTier === 'priority' ? { billingKind: 'INCLUDED' } : {}) } : {};
}

/** A loop of tools on the server sums its turns; the price tier follows the largest single prompt. */
function largestContext(usage: Fields): number {
  const turns = listOf(usage.iterations).filter(({ type }) => !EXTRA_ITERATIONS.includes(type));
  return Math.max(0, ...turns.map(promptOf));
}

const promptOf = ({
  input_tokens: input,
  cache_read_input_tokens: read,
  cache_creation_input_tokens: written,
}: Fields) => countOf(input) + countOf(read) + countOf(written);

function extraFigures(usage: Fields, model: string, id: string | undefined): Figures[] {
  return listOf(usage.iterations)
    .filter(({ type }) => EXTRA_ITERATIONS.includes(type))
    .map((iteration, index) => ({
      model: textOf(iteration.model) ?? model,
      ...tokensOf(iteration),
      ...tierOf(usage),
      ...(id ? { requestId: `${id}:${iteration.type}:${index}` } : {}),
    }));
}
