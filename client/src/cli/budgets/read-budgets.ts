import { BudgetsDocument, type BudgetsFilter, type BudgetsQuery } from '../../gql/graphql.ts';
import { request } from '../../server/request.ts';
import type { ServerAddress } from '../../server/send.ts';

export type Budget = BudgetsQuery['budgets']['edges'][number]['node'];

/** Budgets that bind the caller, administrators all: the fullest first. */
export async function readBudgets(
  server: ServerAddress,
  filter: BudgetsFilter,
  signal: AbortSignal,
): Promise<Budget[]> {
  const found: Budget[] = [];
  for (let after: string | null = null; ; ) {
    const answer: BudgetsQuery = await request(server, BudgetsDocument, { filter, after }, { signal });
    found.push(...answer.budgets.edges.map(({ node }) => node));
    if (!answer.budgets.pageInfo.hasNextPage) return found;
    after = answer.budgets.pageInfo.endCursor;
  }
}
