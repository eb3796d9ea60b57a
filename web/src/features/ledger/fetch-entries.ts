import type { Client } from 'urql';
import type { GridSort } from '../../components/data-grid/grid-column.ts';
import type { CostEntryFilter } from '../../gql/graphql.ts';
import { graphql, readFragment } from '../../gql/index.ts';
import { errorText } from '../../lib/graphql-error.ts';
import { entryOrderFields } from './ledger-columns.ts';
import { type LedgerEntry, LedgerEntryDocument } from './ledger-entry.ts';

const LedgerRowsDocument = graphql(`
  query LedgerRows($filter: CostEntryFilter!, $orderBy: CostEntryOrder!, $first: Int!, $offset: Int!) {
    costEntries(filter: $filter, orderBy: $orderBy, first: $first, offset: $offset) {
      totalCount
      edges {
        node {
          ...LedgerEntry
        }
      }
    }
  }
`);

/** One block of the ledger's rows. @throws Error saying why the server refused */
export async function fetchEntries(
  client: Client,
  filter: CostEntryFilter,
  { offset, count, sort }: { offset: number; count: number; sort: GridSort },
): Promise<{ rows: LedgerEntry[]; rowCount: number }> {
  const field = entryOrderFields[sort.column] ?? 'DATE';
  const direction = sort.isDescending ? ('DESC' as const) : ('ASC' as const);
  const variables = { filter, orderBy: { field, direction }, first: count, offset };
  const { data, error } = await client
    .query(LedgerRowsDocument, variables, { requestPolicy: 'network-only' })
    .toPromise();
  if (error || !data) throw new Error(error ? errorText(error) : 'The server gave no answer. Try again.');
  const { edges, totalCount } = data.costEntries;
  return { rows: edges.map(({ node }) => readFragment(LedgerEntryDocument, node)), rowCount: totalCount };
}
