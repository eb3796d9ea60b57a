import { Link } from '@tanstack/react-router';
import { type ReactNode, useMemo } from 'react';
import { DataTable } from '../../components/data-table/data-table.tsx';
import type { ListSearch } from '../../components/data-table/list-search.ts';
import { createListColumns, sortByDecimal } from '../../components/data-table/table-features.ts';
import { Money } from '../../components/money.tsx';
import type { MembersTable_MemberFragment } from '../../gql/graphql.ts';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { roleLabels, statusLabels } from '../../lib/labels.ts';
import { MemberActions } from './member-actions.tsx';
import { MemberStatus } from './member-status.tsx';
import { useSpendBy } from './use-spend-by.ts';

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
    header: '',
    meta: { width: '2.5rem', align: 'right', label: 'Actions' },
    cell: ({ row }) => <MemberActions member={row.original} />,
  }),
]);

interface MembersTableProps {
  members: FragmentType<typeof MemberRow>[];
  search: ListSearch;
  onSearch: (change: Partial<ListSearch>) => void;
  toolbar: ReactNode;
  empty: ReactNode;
}

export function MembersTable({ members, ...list }: MembersTableProps) {
  const spend = useSpendBy('MEMBER');
  const rows = useMemo(
    () =>
      readFragment(MemberRow, members).map((member) => ({
        ...member,
        spend: spend ? (spend.get(member.id) ?? '0') : null,
      })),
    [members, spend],
  );
  return (
    <DataTable label="members" rows={rows} columns={columns} getRowId={({ id }) => id} defaultSort="name" {...list} />
  );
}
