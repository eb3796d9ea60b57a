import { dayInZone } from '../../lib/calendar.ts';
import { mapInSlices } from '../../lib/in-slices.ts';
import { dayStart } from '../explore/day-start.ts';
import type { Queryable } from '../explore/run-pivot.sql.ts';
import { type AmountQuestion, readAmounts } from './budget-amounts.sql.ts';
import { type BudgetWindow, windowsBetween } from './budget-calendar.ts';
import { type BudgetRecord, carriedSince, limitsOf, validityOf } from './budget-record.ts';

/** What a window came to; in units of 1e-9. */
export interface WindowFigures {
  window: BudgetWindow;
  limitRevision: number;
  /** Left over by the windows before; 0 unless the budget carries over. */
  carriedNano: bigint;
  /** With what is carried over. */
  limitNano: bigint;
  spentNano: bigint;
}

export interface AskedWindows {
  budget: BudgetRecord;
  /** Oldest first. */
  windows: readonly BudgetWindow[];
}

/** The figures of windows of any number of budgets, by few statements. */
export async function readWindowFigures(
  client: Queryable,
  zone: string,
  asked: readonly AskedWindows[],
): Promise<WindowFigures[][]> {
  const questions: AmountQuestion[] = [];
  const chains = await mapInSlices(asked, ({ budget, windows }) => {
    const chain = chainOf(budget, windows, zone);
    const { scope, scopeId, metric, period } = budget;
    for (const window of chain) questions.push({ scope, scopeId, metric, isHourly: period === 'HOURLY', window });
    return { budget, windows, chain };
  });
  const amounts = (await readAmounts(client, questions)).values();
  return mapInSlices(chains, ({ budget, windows, chain }) => {
    const spent = chain.map((window) => [window, amounts.next().value ?? 0n] as const);
    const figures = figuresOf(budget, spent, zone);
    const wanted = new Set(windows.map(({ key }) => key));
    return figures.filter(({ window }) => wanted.has(window.key));
  });
}

/** The windows asked for and, where the budget carries over, all before them. */
function chainOf(budget: BudgetRecord, windows: readonly BudgetWindow[], zone: string): readonly BudgetWindow[] {
  const last = windows.at(-1);
  if (!budget.carriesOver || !last) return windows;
  const from = chainStart(budget, zone);
  const chain = windowsBetween(budget.period, { from, until: last.startsAt }, { ...validityOf(budget), zone });
  const known = new Set(chain.map(({ key }) => key));
  return [...windows.filter(({ key }) => !known.has(key)), ...chain];
}

function chainStart(budget: BudgetRecord, zone: string): Date {
  return dayStart(
    carriedSince(budget, (instant) => dayInZone(instant, zone)),
    zone,
  );
}

function figuresOf(
  budget: BudgetRecord,
  spent: readonly (readonly [window: BudgetWindow, nano: bigint])[],
  zone: string,
): WindowFigures[] {
  const since = budget.carriesOver ? chainStart(budget, zone) : undefined;
  const limitOf = limitsOf(budget);
  let left = 0n;
  return spent.map(([window, spentNano]) => {
    const { revision, nano } = limitOf(window);
    const carriedNano = left > 0n ? left : 0n;
    const limitNano = nano + carriedNano;
    if (since && window.endsAt > since) left = limitNano - spentNano;
    return { window, limitRevision: revision, carriedNano, limitNano, spentNano };
  });
}
