import type { Day } from '../../../lib/calendar.ts';

/** What a journal records, in the order of the export. */
export const journalKinds = ['ACCRUED_BILLS', 'COSTS', 'AMORTIZATION', 'ACCRUALS', 'ACCRUAL_REVERSAL'] as const;
export type JournalKind = (typeof journalKinds)[number];

export interface JournalAccount {
  id: number;
  code: string;
  name: string;
}

/** Debits are positive. */
export interface JournalLine {
  account: JournalAccount;
  description: string;
  cents: bigint;
  /** Before rounding, in nano-units. */
  exactNano: bigint;
  /** Empty: none. */
  vendor: string;
  team: string;
  project: string;
}

/** One balanced entry of the general ledger, in the reporting currency; of one vendor. */
export interface Journal {
  number: string;
  kind: JournalKind;
  date: Day;
  narration: string;
  currency: string;
  lines: JournalLine[];
}
