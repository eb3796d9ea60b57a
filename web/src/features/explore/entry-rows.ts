import type { Client } from 'urql';
import type { GridColumn, GridSort } from '../../components/data-grid/grid-column.ts';
import type {
  CellEntriesQuery as CellEntriesData,
  CostEntryFilter,
  CostEntryOrderField,
  CostSource,
  Measure,
  UsageBucketFilter,
} from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { formatDay, formatExactMoney, formatMoney } from '../../lib/format.ts';
import { errorText } from '../../lib/graphql-error.ts';

const CellEntriesQuery = graphql(`
  query CellEntries($filter: CostEntryFilter!, $orderBy: CostEntryOrder!, $first: Int!, $offset: Int!) {
    costEntries(filter: $filter, orderBy: $orderBy, first: $first, offset: $offset) {
      totalCount
      edges {
        node {
          id
          date
          description
          kind
          source
          currency
          amount
          reportingAmount
          vendor {
            id
            name
          }
          lines {
            category
            glAccount {
              id
              code
              name
            }
            member {
              id
              name
            }
            team {
              id
              name
            }
            project {
              id
              name
            }
          }
        }
      }
    }
  }
`);

export type EntryRow = CellEntriesData['costEntries']['edges'][number]['node'];

const countedSources: readonly CostSource[] = ['MANUAL', 'RECURRING', 'SUBSCRIPTION', 'CONNECTOR', 'TRACKED', 'IMPORT'];

/**
 * The entries that a cell counts beside usage. Those linked to a connection stand among the usage, by what they add to
 * it; adjustments move only what is booked.
 */
export function cellEntryFilter(
  { from, until, filters }: Pick<UsageBucketFilter, 'from' | 'until' | 'filters'>,
  measure: Measure,
): CostEntryFilter {
  return {
    ...{ from, until, filters: filters ?? [], isVoided: false, isLinked: false },
    ...(measure === 'BOOKED_SPEND' ? {} : { sources: [...countedSources] }),
  };
}

const orderFields: Readonly<Record<string, CostEntryOrderField>> = {
  date: 'DATE',
  vendor: 'VENDOR',
  description: 'DESCRIPTION',
  reportingAmount: 'AMOUNT',
};

export function entrySortOf(order: string): GridSort {
  const column = order.replace(/^-/, '');
  return orderFields[column] ? { column, isDescending: order.startsWith('-') } : { column: 'date', isDescending: true };
}

/** One block of the entries behind a cell. @throws Error saying why the server refused */
export async function fetchCellEntries(
  client: Client,
  filter: CostEntryFilter,
  { offset, count, sort }: { offset: number; count: number; sort: GridSort },
): Promise<{ rows: EntryRow[]; rowCount: number }> {
  const direction = sort.isDescending ? ('DESC' as const) : ('ASC' as const);
  const orderBy = { field: orderFields[sort.column] ?? 'DATE', direction };
  const { data, error } = await client
    .query(CellEntriesQuery, { filter, orderBy, first: count, offset }, { requestPolicy: 'network-only' })
    .toPromise();
  if (error || !data) throw new Error(error ? errorText(error) : 'The server gave no answer. Try again.');
  return { rows: data.costEntries.edges.map(({ node }) => node), rowCount: data.costEntries.totalCount };
}

const sourceNames = {
  MANUAL: 'Entered',
  RECURRING: 'Recurring',
  SUBSCRIPTION: 'Subscription',
  CONNECTOR: 'Connection',
  TRACKED: 'Tracked',
  IMPORT: 'Imported',
  ADJUSTMENT: 'Adjustment',
} as const;

const namesOf = (row: EntryRow, of: (line: EntryRow['lines'][number]) => string | undefined) =>
  [...new Set(row.lines.flatMap((line) => of(line) || []))].join(', ');

/** Columns of the entries behind a cell. */
export function entryColumns(currency: string): GridColumn<EntryRow>[] {
  return [
    { id: 'date', title: 'Date', width: 130, isSortable: true, value: ({ date }) => formatDay(date) },
    {
      id: 'reportingAmount',
      title: `In ${currency}`,
      width: 130,
      isNumeric: true,
      isSortable: true,
      value: ({ reportingAmount }) => formatMoney(reportingAmount, currency),
      detail: ({ reportingAmount, lines }) =>
        `${formatExactMoney(reportingAmount, currency)}${lines.length > 1 ? `, split over ${lines.length} lines` : ''}`,
    },
    { id: 'description', title: 'Description', width: 260, isSortable: true, value: ({ description }) => description },
    { id: 'vendor', title: 'Vendor', width: 140, isSortable: true, value: ({ vendor }) => vendor?.name ?? '' },
    {
      id: 'account',
      title: 'Account',
      width: 210,
      value: (row) => namesOf(row, ({ glAccount }) => (glAccount ? `${glAccount.code} ${glAccount.name}` : undefined)),
    },
    { id: 'category', title: 'Category', width: 130, value: (row) => namesOf(row, ({ category }) => category) },
    { id: 'member', title: 'Member', width: 150, value: (row) => namesOf(row, ({ member }) => member?.name) },
    { id: 'team', title: 'Team', width: 130, value: (row) => namesOf(row, ({ team }) => team?.name) },
    { id: 'project', title: 'Project', width: 130, value: (row) => namesOf(row, ({ project }) => project?.name) },
    { id: 'kind', title: 'Kind', width: 100, value: ({ kind }) => (kind === 'FIXED' ? 'Fixed' : 'Variable') },
    { id: 'source', title: 'Source', width: 120, value: ({ source }) => sourceNames[source] },
    {
      id: 'amount',
      title: 'Amount',
      width: 130,
      isNumeric: true,
      value: ({ amount, currency: code }) => formatMoney(amount, code),
    },
  ];
}
