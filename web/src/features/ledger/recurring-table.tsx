import { Tooltip } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { DataTable } from '../../components/data-table/data-table.tsx';
import type { ListSearch } from '../../components/data-table/list-search.ts';
import { createListColumns, sortByDecimal } from '../../components/data-table/table-features.ts';
import { Money } from '../../components/money.tsx';
import { addDays } from '../../lib/day.ts';
import { formatDay } from '../../lib/format.ts';
import { accountLabel } from './ledger-entry.ts';
import { RecurringActions } from './recurring-actions.tsx';
import { intervalLabels, type RecurringCost } from './recurring-cost.ts';

const column = createListColumns<RecurringCost>();

function accountsText({ lines }: RecurringCost): string {
  const names = [...new Set(lines.map(({ glAccount }) => (glAccount ? accountLabel(glAccount) : 'Not coded')))];
  return names.join(', ');
}

const columns = column.columns([
  column.accessor('description', { header: 'Description' }),
  column.accessor(({ vendor }) => vendor?.name ?? '', {
    id: 'vendor',
    header: 'Vendor',
    cell: ({ getValue }) => getValue() || '–',
    meta: { isHiddenOnPhone: true },
  }),
  column.accessor(accountsText, { id: 'account', header: 'Account', meta: { isHiddenOnPhone: true } }),
  column.accessor(({ interval }) => intervalLabels[interval], {
    id: 'interval',
    header: 'Comes',
    meta: { isHiddenOnPhone: true },
  }),
  column.accessor('amount', {
    header: 'Amount',
    sortFn: sortByDecimal,
    sortDescFirst: true,
    enableGlobalFilter: false,
    meta: { align: 'right' },
    cell: ({ row }) => <Money amount={row.original.amount} currency={row.original.currency} />,
  }),
  column.accessor(({ nextDate }) => nextDate ?? '', {
    id: 'next',
    header: 'Next',
    enableGlobalFilter: false,
    cell: ({ row }) => <NextDate cost={row.original} />,
  }),
  column.accessor(({ endsOn }) => endsOn ?? '', {
    id: 'ends',
    header: 'Last day',
    enableGlobalFilter: false,
    meta: { isHiddenOnPhone: true },
    cell: ({ getValue }) => (getValue() ? formatDay(addDays(getValue(), -1)) : '–'),
  }),
  column.display({
    id: 'actions',
    meta: { width: '2.5rem', align: 'right', label: 'Actions' },
    cell: ({ row }) => <RecurringActions cost={row.original} />,
  }),
]);

function NextDate({ cost: { nextDate, unpostedDates, currency } }: { cost: RecurringCost }) {
  const missing = `Not posted for want of an exchange rate of ${currency}: ${unpostedDates.map(formatDay).join(', ')}`;
  return (
    <>
      {nextDate ? formatDay(nextDate) : 'None'}{' '}
      {unpostedDates.length > 0 ? (
        <Tooltip label={missing} multiline maw={280}>
          <IconAlertTriangle size={14} color="var(--outlay-warning)" role="img" aria-label={missing} />
        </Tooltip>
      ) : null}
    </>
  );
}

interface RecurringTableProps {
  costs: readonly RecurringCost[];
  search: ListSearch;
  onSearch: (change: Partial<ListSearch>) => void;
  toolbar: ReactNode;
  empty: ReactNode;
}

export function RecurringTable({ costs, ...list }: RecurringTableProps) {
  return (
    <DataTable
      label="recurring costs"
      rows={costs}
      columns={columns}
      getRowId={({ id }) => id}
      defaultSort="next"
      {...list}
    />
  );
}
