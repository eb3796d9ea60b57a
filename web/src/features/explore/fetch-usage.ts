import type { Client } from 'urql';
import type { GridSort } from '../../components/data-grid/grid-column.ts';
import type { UsageBucketFilter } from '../../gql/graphql.ts';
import { errorText } from '../../lib/graphql-error.ts';
import { orderFields } from './usage-columns.ts';
import { type UsageRow, UsageRowsQuery } from './usage-query.ts';

const BIGGEST_PAGE = 500;

async function fetchPage(client: Client, filter: UsageBucketFilter, sort: GridSort, offset: number, first: number) {
  const field = orderFields[sort.column] ?? 'HOUR';
  const direction = sort.isDescending ? ('DESC' as const) : ('ASC' as const);
  const variables = { filter, orderBy: { field, direction }, first, offset };
  const { data, error } = await client.query(UsageRowsQuery, variables, { requestPolicy: 'network-only' }).toPromise();
  if (error || !data) throw new Error(error ? errorText(error) : 'The server gave no answer. Try again.');
  return data.usageBuckets.edges.map(({ node }) => node);
}

/** One block of a grid; a block that is not full is the last one. `rowCount` −1: more may follow. */
export async function fetchUsageBlock(
  client: Client,
  filter: UsageBucketFilter,
  { offset, count, sort }: { offset: number; count: number; sort: GridSort },
): Promise<{ rows: UsageRow[]; rowCount: number }> {
  const rows = await fetchPage(client, filter, sort, offset, count);
  return { rows, rowCount: rows.length < count ? offset + rows.length : -1 };
}

/** All rows, page by page. @throws Error saying why the server refused */
export async function fetchAllUsage(client: Client, filter: UsageBucketFilter, sort: GridSort): Promise<UsageRow[]> {
  const rows: UsageRow[] = [];
  for (;;) {
    const page = await fetchPage(client, filter, sort, rows.length, BIGGEST_PAGE);
    rows.push(...page);
    if (page.length < BIGGEST_PAGE) return rows;
  }
}
