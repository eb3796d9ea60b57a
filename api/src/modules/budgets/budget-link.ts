import type { Budget } from '@outlay/prisma';
import type { BudgetWindow } from './budget-calendar.ts';
import { subjectId } from './budget-scopes.ts';
import { exploreLink } from './explore-link.ts';

const measures = { COST: 'SPEND', TOKENS: 'TOTAL_TOKENS', REQUESTS: 'REQUESTS' } as const;

/** The pivot whose total is what the window came to (of an hour: whose row). */
export function budgetLink(
  { scope, scopeId, metric, period }: Pick<Budget, 'scope' | 'scopeId' | 'metric' | 'period'>,
  { from, until }: BudgetWindow,
): string {
  const id = subjectId({ scope, scopeId });
  return exploreLink({
    range: { from, until },
    rows: [period === 'HOURLY' ? 'HOUR' : 'DAY'],
    measure: measures[metric],
    filters: id === null ? [] : [{ dimension: scope, in: [id] }],
  });
}
