import type { BillingKind } from '@outlay/prisma';

type Maybe<T> = T | null | undefined;

/** Whole numbers an event may tell. */
export type EventQuantity =
  | 'inputTokens'
  | 'cacheReadTokens'
  | 'cacheWrite5mTokens'
  | 'cacheWrite1hTokens'
  | 'outputTokens'
  | 'reasoningTokens'
  | 'requests'
  | 'images'
  | 'seconds'
  | 'characters'
  | 'webSearches'
  | 'toolCalls';

/** Texts of an event with their longest length. */
export const EVENT_TEXTS = {
  idempotencyKey: 200,
  vendor: 60,
  model: 200,
  tool: 60,
  requestId: 200,
  sessionId: 200,
  parentSessionId: 200,
  agent: 200,
  project: 200,
  customer: 200,
  purpose: 200,
  branch: 200,
  member: 254,
  apiKeyHint: 40,
  serviceTier: 40,
  speed: 40,
  currency: 3,
} as const;
export type EventText = keyof typeof EVENT_TEXTS;

/** One request to a model as its tracker tells it; null and undefined: not told. */
export interface UsageEvent
  extends Partial<Record<EventQuantity, Maybe<bigint>>>,
    Partial<Record<Exclude<EventText, 'idempotencyKey' | 'vendor' | 'model'>, Maybe<string>>> {
  idempotencyKey: string;
  occurredAt: Date;
  vendor: string;
  model: string;
  billingKind?: Maybe<BillingKind>;
  /** All input of the request, for the context tier of its price. */
  contextTokens?: Maybe<bigint>;
  /** Decimal string. */
  cost?: Maybe<string>;
  isEstimated?: Maybe<boolean>;
  tags?: Maybe<readonly { key: string; value: string }[]>;
}

/** An event that can be stored: texts trimmed (empty: not told), quantities within bounds. */
export interface CheckedEvent extends Record<EventQuantity, bigint> {
  index: number;
  at: Date;
  /** Said of an event that is stored, but not as it came. */
  note: string | undefined;
  texts: Record<EventText, string>;
  billingKind: BillingKind | null;
  contextOver: number;
  costNano: bigint | null;
  isEstimated: boolean;
  tags: string | null;
  /** Tokens of every kind: of two tellings of one request the larger is the later. */
  size: bigint;
}

export interface Refusal {
  field: string;
  message: string;
}
