import { countOf, type Fields, type Figures, fieldsOf, textOf } from './dialect.ts';

/** Disjoint counts: OpenAI's input contains what was read from the cache and written to it. */
export function tokensOf(usage: Fields): Figures {
  const prompt = fieldsOf(usage.prompt_tokens_details ?? usage.input_tokens_details);
  const completion = fieldsOf(usage.completion_tokens_details ?? usage.output_tokens_details);
  const cacheReadTokens = countOf(prompt.cached_tokens ?? usage.prompt_cache_hit_tokens);
  const written = countOf(prompt.cache_write_tokens);
  const lasting = countOf(fieldsOf(prompt.cache_write_tokens_details).ttl_12h_tokens);
  const input = countOf(usage.prompt_tokens ?? usage.input_tokens);
  const reasoningTokens = countOf(completion.reasoning_tokens);
  return {
    inputTokens: Math.max(0, input - cacheReadTokens - written),
    cacheReadTokens,
    ...(written > lasting ? { cacheWrite5mTokens: written - lasting } : {}),
    ...(lasting > 0 ? { cacheWrite1hTokens: lasting } : {}),
    outputTokens: countOf(usage.completion_tokens ?? usage.output_tokens),
    ...(reasoningTokens > 0 ? { reasoningTokens } : {}),
  };
}

export function modelIn(model: unknown): Figures {
  const name = textOf(model);
  return name ? { model: name } : {};
}

export function tierOf(tier: unknown): Figures {
  const serviceTier = tier === 'default' ? 'standard' : textOf(tier);
  return serviceTier && serviceTier !== 'auto' ? { serviceTier } : {};
}

/** Servers that only speak the dialect number their answers anew from 1: such an id names no request. */
export function requestIdOf(id: unknown): Figures {
  return typeof id === 'string' && id.length >= 20 ? { requestId: id } : {};
}
