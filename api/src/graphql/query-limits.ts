import { EnvelopArmor } from '@escape.tech/graphql-armor';
import { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';

/** Cost of a list without pages: nested in another it is refused. */
export const UNBOUNDED_LIST = { field: 1, multiplier: 100 };

/** Of the 50,000 that one document may cost (builder.ts). */
export const FACTS_COST = {
  /** Aggregates all facts of a range. */
  aggregate: 6_000,
  /** Reads names, or one page of facts. */
  lookup: 1_000,
};

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
  return [shortDocuments(), ...plugins];
}

const MAX_DOCUMENT_CHARACTERS = 32_000;

/** Parsed documents are kept for an hour: long ones (comments count as no token) would fill the memory. */
function shortDocuments(): Plugin {
  return {
    onParams({ params }) {
      if ((params.query?.length ?? 0) <= MAX_DOCUMENT_CHARACTERS) return;
      throw new GraphQLError('This document is too long. Send large values as variables.', {
        extensions: { code: 'BAD_USER_INPUT', http: { status: 413 } },
      });
    },
  };
}
