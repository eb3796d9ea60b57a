import { Link } from '@tanstack/react-router';
import { type ReactNode, useMemo } from 'react';
import { DataTable } from '../../components/data-table/data-table.tsx';
import type { ListSearch } from '../../components/data-table/list-search.ts';
import { createListColumns, sortByDecimal } from '../../components/data-table/table-features.ts';
import { Money } from '../../components/money.tsx';
import type { SubscriptionsTable_SubscriptionFragment } from '../../gql/graphql.ts';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { monthlyCost } from './interval-words.ts';
import { usePendingChanges } from './pending-changes.tsx';
import { SubscriptionActions } from './subscription-actions.tsx';
import { NextRenewal, Price } from './subscription-cells.tsx';
import { SubscriptionStatus, subscriptionStatusLabels } from './subscription-status.tsx';

export const SubscriptionRow = graphql(`
  fragment SubscriptionsTable_subscription on PaidSubscription {
    id
    name
    version
    status
    interval
    currency
    amount
    seats
    isVariable
    trialUntil
    endsOn
    vendor {
      id
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
    nextRenewal {
      date
      amount
    }
    ...SubscriptionActions_subscription
  }
`);

export type SubscriptionFields = SubscriptionsTable_SubscriptionFragment;
type Row = SubscriptionFields & { owner: string; monthly: string | null };
const column = createListColumns<Row>();

const name = column.accessor('name', {
  header: 'Plan',
  cell: ({ row }) => (
    <Link to="/subscriptions/$subscriptionId" params={{ subscriptionId: row.original.id }}>
      {row.original.name}
    </Link>
  ),
});
const owner = column.accessor('owner', {
  header: 'Owner',
  cell: ({ row: { original } }) => (original.team ? `${original.owner} (team)` : original.owner),
});
const rest = column.columns([
  column.accessor(({ vendor }) => vendor.name, { id: 'vendor', header: 'Vendor', meta: { isHiddenOnPhone: true } }),
  column.accessor('seats', {
    header: 'Seats',
    sortDescFirst: true,
    enableGlobalFilter: false,
    meta: { align: 'right', isHiddenOnPhone: true },
    cell: ({ getValue }) => <span className="numeric">{getValue()}</span>,
  }),
  column.accessor('amount', {
    header: 'Price per seat',
    sortFn: sortByDecimal,
    sortDescFirst: true,
    enableGlobalFilter: false,
    meta: { align: 'right', isHiddenOnPhone: true },
    cell: ({ row }) => <Price {...row.original} />,
  }),
  column.accessor('monthly', {
    header: 'Monthly',
    sortFn: sortByDecimal,
    sortDescFirst: true,
    enableGlobalFilter: false,
    meta: { align: 'right' },
    cell: ({ row, getValue }) => <Money amount={getValue()} currency={row.original.currency} />,
  }),
  column.accessor(({ nextRenewal }) => nextRenewal?.date ?? '', {
    id: 'renewal',
    header: 'Next renewal',
    enableGlobalFilter: false,
    meta: { isHiddenOnPhone: true },
    cell: ({ row: { original } }) => <NextRenewal renewal={original.nextRenewal} currency={original.currency} />,
  }),
  column.accessor(({ status }) => subscriptionStatusLabels[status], {
    id: 'status',
    header: 'Status',
    cell: ({ row }) => <StatusCell subscription={row.original} />,
  }),
  column.display({
    id: 'actions',
    header: '',
    meta: { width: '2.5rem', align: 'right', label: 'Actions' },
    cell: ({ row }) => <SubscriptionActions subscription={row.original} />,
  }),
]);

const columnsOf = { all: [...column.columns([name, owner]), ...rest], own: [...column.columns([name]), ...rest] };

function StatusCell({ subscription }: { subscription: SubscriptionFields }) {
  const { pendingOf } = usePendingChanges();
  return <SubscriptionStatus {...subscription} pending={pendingOf(subscription)} />;
}

interface SubscriptionsTableProps {
  subscriptions: FragmentType<typeof SubscriptionRow>[];
  /** Without its owner: they are all one's own. */
  isOwn?: boolean;
  search: ListSearch;
  onSearch: (change: Partial<ListSearch>) => void;
  toolbar?: ReactNode;
  empty: ReactNode;
}

export function SubscriptionsTable({ subscriptions, isOwn = false, ...list }: SubscriptionsTableProps) {
  const rows = useMemo(
    () =>
      readFragment(SubscriptionRow, subscriptions).map((row) => ({
        ...row,
        owner: row.member?.name ?? row.team?.name ?? '–',
        monthly: row.isVariable ? null : monthlyCost([row]),
      })),
    [subscriptions],
  );
  return (
    <DataTable
      label="subscriptions"
      rows={rows}
      columns={columnsOf[isOwn ? 'own' : 'all']}
      getRowId={({ id }) => id}
      defaultSort="name"
      {...list}
    />
  );
}
