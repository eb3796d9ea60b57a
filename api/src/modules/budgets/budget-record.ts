import type { Prisma } from '@outlay/prisma';
import { type Day, utcDay } from '../../lib/calendar.ts';
import { NANO_DIGITS, scaledInteger } from '../../lib/money.ts';
import { type BudgetWindow, type Validity, validPart, windowAt } from './budget-calendar.ts';

export const withLimits = { limits: { orderBy: { revision: 'asc' } } } as const satisfies Prisma.BudgetInclude;

/** A budget with its limits, oldest first. */
export type BudgetRecord = Prisma.BudgetGetPayload<{ include: typeof withLimits }>;

/** A limit or amount as stored → units of 1e-9. */
export const toNano = (amount: { toFixed(): string }): bigint => scaledInteger(amount.toFixed(), NANO_DIGITS);

export function validityOf({ validFrom, validUntil }: Pick<BudgetRecord, 'validFrom' | 'validUntil'>): Validity {
  return { validFrom: validFrom && utcDay(validFrom), validUntil: validUntil && utcDay(validUntil) };
}

/** The window a budget is in; undefined before its first valid day and after its last. */
export function currentWindow(budget: BudgetRecord, now: Date, zone: string): BudgetWindow | undefined {
  const window = validPart(windowAt(budget.period, now, zone), validityOf(budget), zone);
  return window && window.startsAt <= now && now < window.endsAt ? window : undefined;
}

/** The limit of each window: the last one set before it ended; of windows before the first limit, that. */
export function limitsOf({ limits }: Pick<BudgetRecord, 'limits'>) {
  const known = limits.map(({ from, revision, amount }) => ({ from, revision, nano: toNano(amount) }));
  return ({ endsAt }: { endsAt: Date }) => {
    const limit = known.findLast(({ from }) => from < endsAt) ?? known[0];
    if (!limit) throw new Error('a budget without a limit');
    return limit;
  };
}

/** The first day that counts for what is carried over. */
export function carriedSince(budget: BudgetRecord, dayOf: (instant: Date) => Day): Day {
  return validityOf(budget).validFrom ?? dayOf(budget.createdAt);
}
