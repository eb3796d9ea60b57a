import { Link } from '@tanstack/react-router';
import { type ReactNode, useMemo } from 'react';
import { DataTable } from '../../components/data-table/data-table.tsx';
import type { ListSearch } from '../../components/data-table/list-search.ts';
import { createListColumns, sortByDecimal } from '../../components/data-table/table-features.ts';
import { Money } from '../../components/money.tsx';
import type { TeamsTable_TeamFragment } from '../../gql/graphql.ts';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { TeamActions } from './team-actions.tsx';
import { useSpendBy } from './use-spend-by.ts';

const TeamRow = graphql(`
  fragment TeamsTable_team on Team {
    id
    name
    costCentre
    memberCount
    ...TeamActions_team
  }
`);

type Row = TeamsTable_TeamFragment & { spend: string | null };
const column = createListColumns<Row>();

const columns = column.columns([
  column.accessor('name', {
    header: 'Name',
    cell: ({ row }) => (
      <Link to="/teams/$teamId" params={{ teamId: row.original.id }}>
        {row.original.name}
      </Link>
    ),
  }),
  column.accessor(({ costCentre }) => costCentre ?? '', {
    id: 'costCentre',
    header: 'Cost centre',
    cell: ({ getValue }) => getValue() || '–',
    meta: { isHiddenOnPhone: true },
  }),
  column.accessor('memberCount', {
    header: 'Members',
    enableGlobalFilter: false,
    meta: { align: 'right' },
    cell: ({ getValue }) => <span className="numeric">{getValue()}</span>,
  }),
  column.accessor('spend', {
    header: 'Spend, 30 days',
    sortFn: sortByDecimal,
    sortDescFirst: true,
    enableGlobalFilter: false,
    meta: { align: 'right' },
    cell: ({ getValue }) => <Money amount={getValue()} />,
  }),
  column.display({
    id: 'actions',
    meta: { width: '2.5rem', align: 'right', label: 'Actions' },
    cell: ({ row }) => <TeamActions team={row.original} />,
  }),
]);

interface TeamsTableProps {
  teams: FragmentType<typeof TeamRow>[];
  search: ListSearch;
  onSearch: (change: Partial<ListSearch>) => void;
  toolbar: ReactNode;
  empty: ReactNode;
}

export function TeamsTable({ teams, ...list }: TeamsTableProps) {
  const spend = useSpendBy('TEAM');
  const rows = useMemo(
    () => readFragment(TeamRow, teams).map((team) => ({ ...team, spend: spend ? (spend.get(team.id) ?? '0') : null })),
    [teams, spend],
  );
  return (
    <DataTable label="teams" rows={rows} columns={columns} getRowId={({ id }) => id} defaultSort="name" {...list} />
  );
}
