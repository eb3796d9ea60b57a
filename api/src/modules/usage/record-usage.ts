import type { BillingKind } from '@outlay/prisma';
import type { Context } from '../../graphql/context.ts';
import { ForbiddenError } from '../../lib/errors.ts';
import { requireScope } from '../auth/permissions.ts';

export type TrackedSource = 'sdk' | 'session_file' | 'otel_event' | 'otel_metric';

type Maybe<T> = T | null | undefined;

/** One request to a model as its tracker tells it; null and undefined: not told. */
export interface UsageEvent {
  idempotencyKey: string;
  occurredAt: Date;
  vendor: string;
  model: string;
  tool?: Maybe<string>;
  requestId?: Maybe<string>;
  sessionId?: Maybe<string>;
  parentSessionId?: Maybe<string>;
  agent?: Maybe<string>;
  project?: Maybe<string>;
  customer?: Maybe<string>;
  purpose?: Maybe<string>;
  branch?: Maybe<string>;
  member?: Maybe<string>;
  apiKeyHint?: Maybe<string>;
  billingKind?: Maybe<BillingKind>;
  serviceTier?: Maybe<string>;
  speed?: Maybe<string>;
  contextTokens?: Maybe<bigint>;
  inputTokens?: Maybe<bigint>;
  cacheReadTokens?: Maybe<bigint>;
  cacheWrite5mTokens?: Maybe<bigint>;
  cacheWrite1hTokens?: Maybe<bigint>;
  outputTokens?: Maybe<bigint>;
  reasoningTokens?: Maybe<bigint>;
  requests?: Maybe<bigint>;
  images?: Maybe<bigint>;
  seconds?: Maybe<bigint>;
  characters?: Maybe<bigint>;
  webSearches?: Maybe<bigint>;
  toolCalls?: Maybe<bigint>;
  /** Decimal string. */
  cost?: Maybe<string>;
  currency?: Maybe<string>;
  isEstimated?: Maybe<boolean>;
  tags?: Maybe<readonly { key: string; value: string }[]>;
}

export interface UsageEventOutcome {
  index: number;
  status: 'ACCEPTED' | 'DUPLICATE' | 'REJECTED';
  field?: string;
  message?: string;
}

export interface RecordedUsage {
  accepted: number;
  duplicates: number;
  rejected: number;
  results: UsageEventOutcome[];
}

/** Stores tracked requests. @throws UnauthenticatedError | ForbiddenError */
export async function recordUsage(
  { actor }: Context,
  _input: { source: TrackedSource; events: readonly UsageEvent[] },
): Promise<RecordedUsage> {
  requireScope(actor, 'USAGE_WRITE');
  throw new ForbiddenError('Tracked usage is not taken yet.');
}
