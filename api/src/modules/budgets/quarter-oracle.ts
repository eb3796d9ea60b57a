/**
 * Which alerts a quarter should raise, said as simply as one can: every sum is taken over all rows, windows are compared
 * by their names, and nothing of what is tested is used.
 */
import type { BudgetAlert, BudgetPeriod } from '@outlay/prisma';

/** Milliseconds since 1970 throughout. */
export interface Fact {
  at: number;
  nano: bigint;
  member: 'ana' | 'ben' | 'nobody';
  arrivesAt: number;
}

export interface Entry {
  day: string;
  nano: bigint;
  bookedAt: number;
  voidedAt: number;
}

export interface World {
  zone: string;
  facts: readonly Fact[];
  entries: readonly Entry[];
}

export interface WatchedBudget {
  id: number;
  period: BudgetPeriod;
  thresholds: readonly number[];
  /** Of Ana alone; entries are nobody's. */
  isOwn: boolean;
  /** In the order they were set. */
  limits: { at: number; usd: number }[];
  validFrom: string;
  validUntil: string;
}

const DAY = 86_400_000;

const localDays = new Map<number, string>();
function localDay(at: number, zone: string): string {
  const hour = Math.floor(at / 3_600_000);
  const known = localDays.get(hour);
  if (known) return known;
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(new Date(at));
  localDays.set(hour, parts);
  return parts;
}

/** The name of the window a day (and, for hours, an instant) is in; names sort by time. */
function windowName(period: BudgetPeriod, day: string, at: number): string {
  if (period === 'HOURLY') return new Date(Math.floor(at / 3_600_000) * 3_600_000).toISOString();
  if (period === 'DAILY') return day;
  const date = new Date(`${day}T12:00:00Z`);
  if (period === 'WEEKLY') {
    while (date.getUTCDay() !== 1) date.setTime(date.getTime() - DAY);
    return date.toISOString().slice(0, 10);
  }
  const month = date.getUTCMonth() + 1;
  const first = { MONTHLY: month, QUARTERLY: [1, 4, 7, 10].findLast((start) => start <= month), YEARLY: 1 }[period];
  return `${day.slice(0, 4)}-${String(first).padStart(2, '0')}-01`;
}

const nameAt = ({ period }: WatchedBudget, at: number, zone: string) => windowName(period, localDay(at, zone), at);

/** `<budget> <occurrence key>` of all that is due at an instant. */
export function dueOf(budgets: readonly WatchedBudget[], { zone, facts, entries }: World, now: number): Set<string> {
  const due = new Set<string>();
  for (const budget of budgets) {
    const sums = new Map<string, bigint>();
    const add = (day: string, at: number, nano: bigint) => {
      if (day < budget.validFrom || day >= budget.validUntil) return;
      const name = windowName(budget.period, day, at);
      sums.set(name, (sums.get(name) ?? 0n) + nano);
    };
    for (const { at, nano, member, arrivesAt } of facts) {
      if (arrivesAt <= now && (!budget.isOwn || member === 'ana')) add(localDay(at, zone), at, nano);
    }
    for (const { day, nano, bookedAt, voidedAt } of entries) {
      if (bookedAt <= now && voidedAt > now && !budget.isOwn) add(day, bookedAt, nano);
    }
    const oldest = nameAt(budget, now - (budget.period === 'HOURLY' ? 7 : 35) * DAY, zone);
    for (const [name, nano] of sums) {
      if (name < oldest || localDay(now, zone) < budget.validFrom) continue;
      const revision = budget.limits.findLastIndex(({ at }) => at <= now && nameAt(budget, at, zone) <= name) + 1 || 1;
      const limit = BigInt(budget.limits[revision - 1]?.usd ?? 0) * 1_000_000_000n;
      for (const threshold of budget.thresholds) {
        if (nano * 100n >= limit * BigInt(threshold)) due.add(`${budget.id} ${name}/${threshold}/${revision}`);
      }
    }
  }
  return due;
}

interface Moment {
  zone: string;
  now: number;
  raisedAt: number;
}

/** The window of an alert is over: its own, or the one it was raised in when that is later. */
export function isOver(key: string, budgets: readonly WatchedBudget[], { zone, now, raisedAt }: Moment): boolean {
  const [id, occurrence] = key.split(' ');
  const budget = budgets.find((one) => String(one.id) === id);
  if (!budget) throw new Error(`no budget ${id}`);
  const name = occurrence?.split('/')[0] ?? '';
  const raisedIn = nameAt(budget, raisedAt, zone);
  const isAfterLast = localDay(now, zone) >= budget.validUntil && localDay(raisedAt, zone) < budget.validUntil;
  return isAfterLast || nameAt(budget, now, zone) > ([raisedIn, name].sort()[1] ?? name);
}

/** All alerts with when they were raised, and which are open; named as `dueOf` names them. */
export function alertsOf(alerts: readonly BudgetAlert[]) {
  const nameOf = ({ budgetId, occurrenceKey }: BudgetAlert) => `${budgetId} ${occurrenceKey}`;
  return {
    all: new Map(alerts.map((alert) => [nameOf(alert), alert.raisedAt.getTime()])),
    open: alerts.filter(({ state }) => state === 'OPEN').map(nameOf),
  };
}
