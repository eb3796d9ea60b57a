import { Link } from '@tanstack/react-router';
import { DataTable, type ListFrame } from '../../components/data-table/data-table.tsx';
import { createListColumns } from '../../components/data-table/table-features.ts';
import type { TeamsTable_TeamFragment } from '../../gql/graphql.ts';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { actionsColumn, spendColumn } from './spend-column.tsx';
import { TeamActions } from './team-actions.tsx';
import { useRowsWithSpend } from './use-rows-with-spend.ts';

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
  column.accessor('spend', spendColumn),
  column.display({ ...actionsColumn, cell: ({ row }) => <TeamActions team={row.original} /> }),
]);

interface TeamsTableProps extends ListFrame {
  teams: FragmentType<typeof TeamRow>[];
}

export function TeamsTable({ teams, ...list }: TeamsTableProps) {
  const rows = useRowsWithSpend('TEAM', readFragment(TeamRow, teams));
  return (
    <DataTable label="teams" rows={rows} columns={columns} getRowId={({ id }) => id} defaultSort="name" {...list} />
  );
}
