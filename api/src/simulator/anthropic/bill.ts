import type { DayNumber } from '../calendar.ts';
import type { DayBook } from './day-book.ts';
import type { UsageEvent } from './events.ts';
import { TOKEN_TYPES, type TokenType } from './models.ts';
import { paidRate, WEB_SEARCH_NANO } from './prices.ts';

export type CostType = 'tokens' | 'web_search' | 'code_execution' | 'session_usage';

/** One amount of the vendor's bill, before anything is added up. */
export interface BillItem {
  costType: CostType;
  description: string;
  workspaceId: string | null;
  nano: bigint;
  /** The usage it bills; null for money that no usage explains. */
  event: UsageEvent | null;
  tokenType: TokenType | null;
  ownerIndex: number | null;
}

/** Everything billed for a UTC day as stated at that instant (epoch ms; Infinity = finally). */
export function* billItems(book: DayBook, day: DayNumber, asOf: number): Generator<BillItem> {
  const { metered, charges } = book.on(day);
  for (const event of metered) {
    // Priority Tier is paid by commitment: it is not in this report.
    if (event.billedAt > asOf || event.serviceTier === 'priority') continue;
    const { workspaceId, ownerIndex } = event.caller;
    const tokens = book.tokensAsOf(event, asOf);
    for (const tokenType of TOKEN_TYPES) {
      const nano = BigInt(tokens[tokenType]) * paidRate(book.account, event, tokenType, day);
      if (nano > 0n)
        yield {
          costType: 'tokens',
          description: describe(event, tokenType),
          workspaceId,
          nano,
          event,
          tokenType,
          ownerIndex,
        };
    }
    if (event.webSearches > 0) {
      yield {
        costType: 'web_search',
        description: 'Web Search Usage',
        workspaceId,
        nano: BigInt(event.webSearches) * WEB_SEARCH_NANO,
        event,
        tokenType: null,
        ownerIndex,
      };
    }
  }
  for (const charge of charges) {
    if (charge.billedAt <= asOf) yield { ...charge, event: null, tokenType: null };
  }
  const { billDeltaNano } = book.restatementOf(day);
  if (billDeltaNano !== 0n) {
    yield {
      costType: 'tokens',
      description: 'Usage Adjustment',
      workspaceId: null,
      nano: billDeltaNano,
      event: null,
      tokenType: null,
      ownerIndex: null,
    };
  }
}

const TOKEN_LABELS: Record<TokenType, string> = {
  uncached_input_tokens: 'Input Tokens',
  cache_read_input_tokens: 'Input Tokens, Cache Hit',
  'cache_creation.ephemeral_5m_input_tokens': 'Input Tokens, Cache Write',
  'cache_creation.ephemeral_1h_input_tokens': 'Input Tokens, Cache Write 1h',
  output_tokens: 'Output Tokens',
};

function describe(event: UsageEvent, tokenType: TokenType): string {
  const options = [
    event.serviceTier === 'batch' ? 'Batch' : null,
    event.speed === 'fast' ? 'Fast Mode' : null,
    event.contextWindow === '200k-1M' ? 'Long Context' : null,
    event.inferenceGeo === 'us' ? 'US Inference' : null,
  ].filter((option) => option !== null);
  return [`${event.model.displayName} Usage`, ...options, TOKEN_LABELS[tokenType]].join(' - ');
}
