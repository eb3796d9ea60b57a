/** An identity as the vendor names it; stored once per connection and never changed. */
export interface IdentityRef {
  kind: 'USER' | 'API_KEY' | 'WORKSPACE' | 'PROJECT' | 'SERVICE_ACCOUNT' | 'TOKEN';
  externalId: string;
  name?: string;
  email?: string;
}

/** Disjoint token counts and other quantities; undefined: unknown. */
export interface Quantities {
  inputTokens?: bigint;
  cacheReadTokens?: bigint;
  cacheWrite5mTokens?: bigint;
  cacheWrite1hTokens?: bigint;
  /** Including reasoning. */
  outputTokens?: bigint;
  reasoningTokens?: bigint;
  requests?: bigint;
  images?: bigint;
  seconds?: bigint;
  characters?: bigint;
  webSearches?: bigint;
  toolCalls?: bigint;
  /** Sessions the vendor counts without naming them. */
  sessions?: bigint;
}

/** One row of vendor evidence, normalized. */
export interface UsageRecord extends Quantities {
  /**
   * Natural key within (connection, stream): the vendor's id, or every field that tells rows apart.
   * Two identical records in one window are kept apart by an occurrence number the store adds.
   */
  key: readonly string[];
  /** Start of the UTC hour; of the UTC day when `isDayGrain`. */
  hour: Date;
  isDayGrain: boolean;
  evidence: 'TRACKED' | 'REPORTED' | 'BILLED';
  billingKind: 'METERED' | 'INCLUDED';
  chargeClass: 'TOKENS' | 'WEB_SEARCH' | 'CODE_EXECUTION' | 'SESSION' | 'FEE' | 'TAX' | 'CREDIT';
  /** Code of the tool; undefined: that of the API key, else none. */
  tool?: string;
  /** Model name as the vendor bills it; undefined: does not apply. */
  model?: string;
  user?: IdentityRef;
  apiKey?: IdentityRef;
  workspace?: IdentityRef;
  session?: string;
  serviceTier?: string;
  /** Lower bound of the request's context-length tier, in input tokens. */
  contextOver?: number;
  speed?: string;
  currency: string;
  /** The vendor's own charge, nano-units. */
  chargeNano?: bigint;
  /** The vendor's own list amount, nano-units. */
  statedListNano?: bigint;
  /** A second report of the same usage: says who, never counts. */
  isDetailOnly?: boolean;
}
