import type { Budget } from '@outlay/prisma';
import type { BudgetWindow } from './budget-calendar.ts';
import { subjectId } from './budget-scopes.ts';
import { pivotLink } from './pivot-link.ts';

const measures = { COST: 'SPEND', TOKENS: 'TOTAL_TOKENS', REQUESTS: 'REQUESTS' } as const;

/** The pivot whose total is what the window came to (of an hour: whose row). */
export function budgetLink(
  { scope, scopeId, metric, period }: Pick<Budget, 'scope' | 'scopeId' | 'metric' | 'period'>,
  { from, until }: BudgetWindow,
): string {
  const id = subjectId({ scope, scopeId });
  return pivotLink({
    from,
    until,
    rows: [period === 'HOURLY' ? 'HOUR' : 'DAY'],
    measures: [measures[metric]],
    filters: scope === 'ORGANIZATION' || id === null ? [] : [{ dimension: scope, in: [id] }],
  });
}
