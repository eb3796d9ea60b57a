import { createTokenCounter } from '../estimate-tokens.ts';
import { type AnswerReader, type Fields, type Figures, fieldsOf, listOf, type SentRequest } from './dialect.ts';
import { estimatePrompt } from './estimate-prompt.ts';
import { modelIn, requestIdOf, tierOf, tokensOf } from './openai-usage.ts';

/** The Responses API; without a request, the poll of one. What it counts comes at the end. */
export function readResponse(request?: SentRequest): AnswerReader {
  const output = createTokenCounter();
  let head: Figures = {};
  let usage: Fields | undefined;
  let tools: Figures = {};
  let isStream = false;

  function readResponseObject(response: Fields): void {
    const { id, model, service_tier: tier, usage: counts, output: items } = response;
    head = { ...head, ...modelIn(model), ...tierOf(tier), ...requestIdOf(id) };
    if (typeof counts === 'object' && counts !== null) usage = fieldsOf(counts);
    if (Array.isArray(items)) tools = toolsOf(listOf(items));
  }

  return {
    readBody: readResponseObject,
    readEvent(event) {
      isStream = true;
      if (typeof event.response === 'object') readResponseObject(fieldsOf(event.response));
      if (typeof event.delta === 'string' && String(event.type).endsWith('.delta')) output.add(event.delta);
      return 'same';
    },
    figures() {
      if (usage) return [{ ...head, ...keyOf(head), ...tools, ...tokensOf(usage) }];
      // Without a stream that broke off, it still works in the background: its figures come with a poll.
      if (!request || !isStream || !head.model) return [];
      const inputTokens = estimatePrompt(request.body);
      return [{ ...head, ...keyOf(head), inputTokens, outputTokens: output.total(), isEstimated: true }];
    },
  };
}

/** The same response may be read again and again: one key, so that it counts once. */
function keyOf({ requestId }: Figures): Figures {
  return requestId ? { idempotencyKey: `response:${requestId}`.slice(0, 200) } : {};
}

/** Only a search is charged, not the opening of a page that it found. */
function toolsOf(items: Fields[]): Figures {
  const calls = items.filter(({ type }) => typeof type === 'string' && type.endsWith('_call'));
  const searches = calls.filter(({ type, action }) => type === 'web_search_call' && isSearch(fieldsOf(action)));
  return {
    ...(calls.length > 0 ? { toolCalls: calls.length } : {}),
    ...(searches.length > 0 ? { webSearches: searches.length } : {}),
  };
}

const isSearch = ({ type }: Fields) => type === undefined || type === 'search';
