/** A whole number; fractions and negative numbers are refused. */
export type Count = number | bigint;

/** What a call belongs to. Names are found or created by the server. */
export interface UsageContext {
  /** Name of the agent; without it that of the token. */
  agent?: string | undefined;
  project?: string | undefined;
  /** External id of the end user or tenant the call was made for. */
  customer?: string | undefined;
  /** E-mail address; only an administrator's token may name somebody else. */
  member?: string | undefined;
  sessionId?: string | undefined;
  parentSessionId?: string | undefined;
  /** What the call was for: `summarize`, `chat`, … */
  purpose?: string | undefined;
  branch?: string | undefined;
  /** Code of the tool: `api`, `claude_code`, … */
  tool?: string | undefined;
  billingKind?: 'METERED' | 'INCLUDED' | undefined;
  /** Last characters of the vendor's key, by which the call is laid beside the vendor's own report. */
  apiKeyHint?: string | undefined;
  tags?: Readonly<Record<string, string>> | undefined;
}

/** One call, or several alike. Token counts are disjoint: what was read from or written to a cache is not in `inputTokens`. */
export interface UsageEvent extends UsageContext {
  /** 1 to 200 characters; an event sent again under the same key counts once. By default a new one. */
  idempotencyKey?: string | undefined;
  /** By default now. */
  occurredAt?: Date | string | undefined;
  /** Code: `anthropic`, `openai`, … */
  vendor: string;
  model: string;
  /** The vendor's id of the request; whoever else reports the same request counts once. */
  requestId?: string | undefined;
  serviceTier?: string | undefined;
  speed?: string | undefined;
  /** Tokens of the whole prompt, where prices depend on it. */
  contextTokens?: Count | undefined;
  inputTokens?: Count | undefined;
  cacheReadTokens?: Count | undefined;
  cacheWrite5mTokens?: Count | undefined;
  cacheWrite1hTokens?: Count | undefined;
  /** With reasoning. */
  outputTokens?: Count | undefined;
  /** Of the output. */
  reasoningTokens?: Count | undefined;
  /** By default 1. */
  requests?: Count | undefined;
  images?: Count | undefined;
  seconds?: Count | undefined;
  characters?: Count | undefined;
  webSearches?: Count | undefined;
  toolCalls?: Count | undefined;
  /** Decimal string such as `'0.0125'`: what was charged, instead of the list price. Needs `currency`. */
  cost?: string | undefined;
  /** ISO 4217 code. */
  currency?: string | undefined;
  /** The counts are an estimate. */
  isEstimated?: boolean | undefined;
}
