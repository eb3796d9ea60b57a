import { Link } from '@tanstack/react-router';
import { DataTable, type ListFrame } from '../../components/data-table/data-table.tsx';
import { createListColumns } from '../../components/data-table/table-features.ts';
import type { MembersTable_MemberFragment } from '../../gql/graphql.ts';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { roleLabels, statusLabels } from '../../lib/labels.ts';
import { MemberActions } from './member-actions.tsx';
import { MemberStatus } from './member-status.tsx';
import { actionsColumn, spendColumn } from './spend-column.tsx';
import { useRowsWithSpend } from './use-rows-with-spend.ts';

const MemberRow = graphql(`
  fragment MembersTable_member on Member {
    id
    name
    email
    role
    status
    team {
      id
      name
    }
    ...MemberActions_member
  }
`);

type Row = MembersTable_MemberFragment & { spend: string | null };
const column = createListColumns<Row>();

const columns = column.columns([
  column.accessor('name', {
    header: 'Name',
    cell: ({ row }) => (
      <Link to="/members/$memberId" params={{ memberId: row.original.id }}>
        {row.original.name}
      </Link>
    ),
  }),
  column.accessor('email', { header: 'Email', meta: { isHiddenOnPhone: true } }),
  column.accessor(({ team }) => team?.name ?? '', {
    id: 'team',
    header: 'Team',
    meta: { isHiddenOnPhone: true },
    cell: ({ getValue }) => getValue() || '–',
  }),
  column.accessor(({ role }) => (role ? roleLabels[role] : ''), {
    id: 'role',
    header: 'Role',
    meta: { isHiddenOnPhone: true },
  }),
  column.accessor(({ status }) => (status ? statusLabels[status] : ''), {
    id: 'status',
    header: 'Status',
    cell: ({ row }) => <MemberStatus status={row.original.status} />,
  }),
  column.accessor('spend', spendColumn),
  column.display({ ...actionsColumn, cell: ({ row }) => <MemberActions member={row.original} /> }),
]);

interface MembersTableProps extends ListFrame {
  members: FragmentType<typeof MemberRow>[];
}

export function MembersTable({ members, ...list }: MembersTableProps) {
  const rows = useRowsWithSpend('MEMBER', readFragment(MemberRow, members));
  return (
    <DataTable label="members" rows={rows} columns={columns} getRowId={({ id }) => id} defaultSort="name" {...list} />
  );
}
