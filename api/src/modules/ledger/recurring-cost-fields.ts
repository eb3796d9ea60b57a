import { BillingInterval, type Prisma } from '@outlay/prisma';
import { z } from 'zod';
import { type Day, startOfDay } from '../../lib/calendar.ts';
import { InvalidInputError } from '../../lib/errors.ts';
import { costEntryFields } from './cost-entry-fields.ts';
import { fromLedgerAmount } from './ledger-amount.ts';
import { ledgerDay } from './ledger-day.ts';
import type { CostLineDraft } from './post-cost-entry.ts';
import { reportingAmounts } from './reporting-amounts.ts';

const { description, currency, amount, vendorId, vendorName, connectionId, lines } = costEntryFields;

export const recurringCostFields = {
  ...{ description, currency, amount, vendorId, vendorName, connectionId, lines },
  interval: z.enum(BillingInterval),
  startsOn: ledgerDay,
  endsOn: ledgerDay.nullish(),
};

const MAX_YEARS_BACK = 5;

/** @throws InvalidInputError */
export function requireRecentStart(startsOn: Day, today: Day): void {
  const earliest = `${Number(today.slice(0, 4)) - MAX_YEARS_BACK}${today.slice(4)}`;
  if (startsOn < earliest) {
    const problem = `${startsOn} is more than ${MAX_YEARS_BACK} years ago.`;
    throw new InvalidInputError('startsOn', startsOn, problem, 'Every date since would be posted: start later.');
  }
}

/** @throws InvalidInputError */
export function requireSpan({ startsOn, endsOn }: { startsOn: Day; endsOn: Day | null }): void {
  if (endsOn !== null && endsOn <= startsOn) {
    const problem = `${endsOn} is not after startsOn, ${startsOn}.`;
    throw new InvalidInputError('endsOn', endsOn, problem, 'Name the first day on which it no longer comes.');
  }
}

/** What comes again can be posted each time, as far as its rate is known. @throws InvalidInputError naming the amount */
export function requireAmounts(drafts: readonly CostLineDraft[], rate: string): void {
  reportingAmounts(
    drafts.map((line) => line.amount),
    rate,
  );
}

export function lineRows(drafts: readonly CostLineDraft[]) {
  return drafts.map((line) => ({ ...line, amount: fromLedgerAmount(line.amount) }));
}

export const dayOrNull = (day: Day | null) => (day === null ? null : startOfDay(day));

export const withRecurringLines = {
  lines: { orderBy: { id: 'asc' } },
} as const satisfies Prisma.RecurringCostInclude;
