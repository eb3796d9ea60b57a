import type { BillingKind, ChargeClass, Evidence } from '@outlay/prisma';
import type { Day } from '../lib/calendar.ts';

/** Summable quantities, in the order they are stored. */
export const QUANTITIES = [
  'inputTokens',
  'cacheReadTokens',
  'cacheWrite5mTokens',
  'cacheWrite1hTokens',
  'outputTokens',
  'reasoningTokens',
  'requests',
  'images',
  'seconds',
  'characters',
  'webSearches',
  'toolCalls',
  'sessions',
] as const;
export type Quantity = (typeof QUANTITIES)[number];

/** A dimension by which figures of two ranks can be compared; 0: not carried. */
export const DIMENSIONS = ['modelId', 'workspaceIdentityId', 'apiKeyIdentityId', 'userIdentityId'] as const;
export type EvidenceDimension = (typeof DIMENSIONS)[number];

/** One piece of evidence as the ladder sees it; money in nano-units of the connection's currency. */
export interface EvidenceRow extends Record<EvidenceDimension, number> {
  naturalKey: string;
  stream: string;
  evidence: Evidence;
  billingKind: BillingKind;
  chargeClass: ChargeClass;
  billingDay: Day;
  /** End of a bill's period when it is longer than a day. */
  periodUntil: Day | null;
  vendorId: number;
  toolId: number;
  sessionId: number;
  hasRequestId: boolean;
  isDetailOnly: boolean;
  /** null: unknown. */
  quantities: Record<Quantity, bigint | null>;
  /** null: unpriced. */
  listValueNano: bigint | null;
  costNano: bigint | null;
}

/** Streams of cost entries that are linked to a connection: what was invoiced, and what is due by a schedule. */
export const LEDGER_INVOICE = 'ledger_invoice';
export const LEDGER_CHARGE = 'ledger_charge';

/** What the ladder decided about one row. */
export interface Verdict {
  isCounted: boolean;
  spendNano: bigint;
}

/** What coarser evidence has beyond the finer; `source` is the row it copies its other columns from. */
export interface ResidualRow {
  source: EvidenceRow;
  /** Tells several residuals of one source apart. */
  part: string;
  billingDay: Day;
  /** Dimensions it still carries; the others are 0. */
  dimensions: Record<EvidenceDimension, number>;
  quantities: Record<Quantity, bigint | null>;
  listValueNano: bigint | null;
  spendNano: bigint;
}

export interface Settlement {
  verdicts: Map<string, Verdict>;
  residuals: ResidualRow[];
}

export interface LadderOptions {
  /** Every money stream of the connection was read for this day after it settled. */
  isClosed(day: Day): boolean;
  /** Lay what a bill has beyond known usage over that usage. */
  spreadsPositiveResidual: boolean;
  /** Whether a stream of bills covers all usage of its account, so that a day it bills is billed whole. */
  billsUsage(stream: string): boolean;
  /** Which better source saw the row's session that day by way of another connection. */
  seenElsewhere?: (row: EvidenceRow) => number | undefined;
}

export const NO_QUANTITIES = Object.fromEntries(QUANTITIES.map((name) => [name, null])) as Record<Quantity, null>;
