import type { BudgetMetric } from '@outlay/prisma';
import { db } from '../../../db.ts';
import type { DayRange } from '../../../lib/calendar.ts';
import { validPart, windowAt } from '../../budgets/budget-calendar.ts';
import { type BudgetRecord, validityOf, withLimits } from '../../budgets/budget-record.ts';
import type { Subject } from '../../budgets/budget-scopes.ts';
import { readWindowFigures } from '../../budgets/read-window-figures.ts';
import { dayStart } from '../day-start.ts';
import type { Queryable } from '../run-pivot.sql.ts';

/** The monthly budget that binds the subject first, and its limit of the month with what is carried over. */
export interface MonthPlan {
  budgetId: number;
  limitNano: bigint;
}

interface PlanQuestion {
  subject: Subject;
  metric: BudgetMetric;
  month: DayRange;
  zone: string;
}

/** Monthly budgets of the very subject and metric. */
export function monthlyBudgets({ subject: { scope, scopeId }, metric }: PlanQuestion): Promise<BudgetRecord[]> {
  return db.budget.findMany({
    where: { scope, scopeId, metric, period: 'MONTHLY', archivedAt: null },
    include: withLimits,
    orderBy: { id: 'asc' },
  });
}

/** Undefined without a budget that is valid in the month; of several, the smallest limit. */
export async function readMonthPlan(
  client: Queryable,
  budgets: readonly BudgetRecord[],
  { month, zone }: PlanQuestion,
): Promise<MonthPlan | undefined> {
  const asked = budgets.flatMap((budget) => {
    const window = validPart(windowAt('MONTHLY', dayStart(month.from, zone), zone), validityOf(budget), zone);
    return window ? [{ budget, windows: [window] }] : [];
  });
  const figures = await readWindowFigures(client, zone, asked);
  return asked
    .flatMap(({ budget }, index) => {
      const limitNano = figures[index]?.[0]?.limitNano;
      return limitNano === undefined ? [] : [{ budgetId: budget.id, limitNano }];
    })
    .toSorted((a, b) => (a.limitNano < b.limitNano ? -1 : a.limitNano > b.limitNano ? 1 : 0))[0];
}
