import type { BudgetMetric, BudgetPeriod, BudgetScope, Prisma } from '@outlay/prisma';
import { db } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import { literalText, searchText } from '../../lib/search-text.ts';
import { visibleBudgets } from './budget-access.ts';
import type { Subject } from './budget-scopes.ts';
import { readCurrentWindows } from './read-budget-windows.ts';
import { percentTenths, stateOf, type WindowState, type WindowView } from './window-view.ts';

export interface BudgetsFilter {
  search?: string | null | undefined;
  scopes?: BudgetScope[] | null | undefined;
  subject?: Subject | undefined;
  periods?: BudgetPeriod[] | null | undefined;
  metrics?: BudgetMetric[] | null | undefined;
  states?: WindowState[] | null | undefined;
  isHard?: boolean | null | undefined;
  isArchived?: boolean | null | undefined;
  parentId?: number | undefined;
  isRoot?: boolean | null | undefined;
}

export const storedOrders = ['name', 'createdAt', 'limit'] as const;
export const figureOrders = ['percent', 'spent', 'left'] as const;
export interface BudgetsOrder {
  field: (typeof storedOrders)[number] | (typeof figureOrders)[number];
  direction: 'asc' | 'desc';
}

/** Ids of the budgets that the caller may see and that match, in order; by figures of their current windows if asked to. */
export async function listBudgetIds(context: Context, filter: BudgetsFilter, order: BudgetsOrder): Promise<number[]> {
  const isStored = isOneOf(storedOrders, order.field);
  const budgets = await db.budget.findMany({
    where: { AND: [await visibleBudgets(context), budgetsWhere(filter)] },
    select: { id: true },
    orderBy: [isStored ? { [order.field]: order.direction } : { name: 'asc' }, { id: 'asc' }],
  });
  const ids = budgets.map(({ id }) => id);
  if (isStored && !filter.states) return ids;
  const windows = await readCurrentWindows(context, ids);
  const rows = ids.map((id, index) => ({ id, view: windows[index] ?? null }));
  const { states } = filter;
  const matching = states
    ? rows.filter(({ view }) => view && states.includes(stateOf(view.budget, view.figures)))
    : rows;
  if (!isStored) matching.sort((a, b) => compareFigures(a.view, b.view, order));
  return matching.map(({ id }) => id);
}

export function budgetsWhere(filter: BudgetsFilter): Prisma.BudgetWhereInput {
  const { scopes, subject, periods, metrics, isHard, isArchived, parentId, isRoot } = filter;
  const contains = literalText(searchText(filter.search));
  return {
    AND: [
      contains ? { name: { contains, mode: 'insensitive' } } : {},
      scopes ? { scope: { in: scopes } } : {},
      subject ?? {},
      periods ? { period: { in: periods } } : {},
      metrics ? { metric: { in: metrics } } : {},
      typeof isHard === 'boolean' ? { isHard } : {},
      typeof isArchived === 'boolean' ? { archivedAt: isArchived ? { not: null } : null } : {},
      parentId === undefined ? {} : { parentId },
      typeof isRoot === 'boolean' ? { parentId: isRoot ? null : { not: null } } : {},
    ],
  };
}

/** Budgets without a current window come last. */
function compareFigures(a: WindowView | null, b: WindowView | null, { field, direction }: BudgetsOrder): number {
  if (!a || !b) return Number(a === null) - Number(b === null);
  const [left, right] = [figureOf(a, field), figureOf(b, field)];
  const ascending = left < right ? -1 : left > right ? 1 : 0;
  return direction === 'asc' ? ascending : -ascending;
}

function figureOf({ figures }: WindowView, field: BudgetsOrder['field']): bigint {
  if (field === 'percent') return percentTenths(figures);
  return field === 'spent' ? figures.spentNano : figures.limitNano - figures.spentNano;
}

function isOneOf<Name extends string>(names: readonly Name[], name: string): name is Name {
  return names.some((known) => known === name);
}
