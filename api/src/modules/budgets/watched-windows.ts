import type { BudgetPeriod } from '@outlay/prisma';
import { type BudgetWindow, validPart, windowAt, windowsBetween } from './budget-calendar.ts';
import { type BudgetRecord, validityOf } from './budget-record.ts';

const DAY_MS = 86_400_000;
/** How long after its end a window is still looked at: late figures of vendors come within it. */
export const WATCHED_DAYS = 35;
const WATCHED_HOURLY_DAYS = 7;
const ALWAYS = { validFrom: null, validUntil: null };

/** The windows in which budgets are looked at now; computed once for all budgets of a period. */
export function watchedWindows(now: Date, zone: string): (budget: BudgetRecord) => BudgetWindow[] {
  const byPeriod = new Map<BudgetPeriod, BudgetWindow[]>();
  const windowsOf = (period: BudgetPeriod) => {
    const days = period === 'HOURLY' ? WATCHED_HOURLY_DAYS : WATCHED_DAYS;
    const from = new Date(now.getTime() - days * DAY_MS);
    const windows = byPeriod.get(period) ?? windowsBetween(period, { from, until: now }, { ...ALWAYS, zone });
    byPeriod.set(period, windows);
    return windows;
  };
  return (budget) => {
    const validity = validityOf(budget);
    return windowsOf(budget.period)
      .filter(({ endsAt }) => endsAt > budget.armedAt)
      .flatMap((window) => validPart(window, validity, zone) ?? [])
      .filter(({ startsAt, endsAt }) => startsAt <= now && endsAt > budget.armedAt);
  };
}

/** When an alert of a window resolves by itself: at its end; raised after that, at the end of the window that is now. */
export function expiryOf(budget: BudgetRecord, window: BudgetWindow, now: Date, zone: string): Date {
  return window.endsAt > now ? window.endsAt : windowAt(budget.period, now, zone).endsAt;
}
