import { createTokenCounter } from '../estimate-tokens.ts';
import { type AnswerReader, type Fields, type Figures, fieldsOf, listOf, parseFields } from './dialect.ts';
import { estimatePrompt } from './estimate-prompt.ts';
import { modelIn, requestIdOf, tierOf, tokensOf } from './openai-usage.ts';

/** Chat Completions and the older Completions. */
export function readChat(body: unknown, asksForUsage: boolean): AnswerReader {
  const asked = asksForUsage ? askForUsage(body) : undefined;
  const output = createTokenCounter();
  const tools = new Set<string>();
  let usage: Fields | undefined;
  let head: Figures = {};

  function readHead({ id, model, service_tier: tier, usage: counts }: Fields): void {
    head = { ...head, ...modelIn(model), ...tierOf(tier), ...requestIdOf(id) };
    if (typeof counts === 'object' && counts !== null) usage = fieldsOf(counts);
  }

  function readPiece(
    choice: number,
    { content, refusal, reasoning_content: thought, tool_calls: calls }: Fields,
  ): void {
    for (const piece of [content, refusal, thought]) if (typeof piece === 'string') output.add(piece);
    for (const [position, call] of listOf(calls).entries()) {
      tools.add(`${choice} ${call.index ?? position}`);
      const written = fieldsOf(call.function).arguments;
      if (typeof written === 'string') output.add(written);
    }
  }

  return {
    ...(asked === undefined ? {} : { changedBody: asked }),
    readBody(answer) {
      readHead(answer);
      for (const [index, choice] of listOf(answer.choices).entries()) readPiece(index, fieldsOf(choice.message));
    },
    readEvent(event) {
      readHead(event);
      for (const choice of listOf(event.choices)) {
        readPiece(Number(choice.index ?? 0), { content: choice.text, ...fieldsOf(choice.delta) });
      }
      return asked === undefined ? 'same' : withoutUsage(event);
    },
    figures() {
      if (Object.keys(head).length === 0) return [];
      const toolCalls = tools.size > 0 ? { toolCalls: tools.size } : {};
      if (usage) return [{ ...head, ...toolCalls, ...tokensOf(usage) }];
      const estimate = { inputTokens: estimatePrompt(body), outputTokens: output.total(), isEstimated: true };
      return [{ ...head, ...toolCalls, ...estimate }];
    },
  };
}

/** The body with `stream_options.include_usage`; undefined when it is no stream or the caller asks for it anyway. */
function askForUsage(body: unknown): string | undefined {
  if (typeof body !== 'string' || !/"stream"\s*:\s*true/.test(body)) return undefined;
  const request = parseFields(body);
  const options = fieldsOf(request.stream_options);
  if (request.stream !== true || 'include_usage' in options) return undefined;
  return JSON.stringify({ ...request, stream_options: { ...options, include_usage: true } });
}

/** What the caller would have received unasked: no last event without choices, and no empty usage in the others. */
function withoutUsage(event: Fields): Fields | 'nothing' | 'same' {
  if (!('usage' in event)) return 'same';
  if (event.usage !== null && Array.isArray(event.choices) && event.choices.length === 0) return 'nothing';
  const { usage: _, ...rest } = event;
  return rest;
}
