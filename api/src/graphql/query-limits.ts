import { EnvelopArmor } from '@escape.tech/graphql-armor';

/**
 * Refuses documents built to exhaust the server before they run; depth, breadth and cost are the builder's.
 * The messages do not tell the limits.
 */
export function queryLimits() {
  const unnamed = { exposeLimits: false, errorMessage: 'This query is too large. Ask for less at once.' };
  const { plugins } = new EnvelopArmor({
    maxAliases: { n: 30, allowList: [], ...unnamed },
    maxDirectives: { n: 10, ...unnamed },
    maxTokens: { n: 2500, ...unnamed },
    maxDepth: { enabled: false },
    costLimit: { enabled: false },
    blockFieldSuggestion: { enabled: false },
  }).protect();
  return plugins;
}
