import { sortByDecimal } from '../../components/data-table/table-features.ts';
import { Money } from '../../components/money.tsx';

/** What every list says of the spend of its rows (`spend`: a decimal string; null: still loading). */
export const spendColumn = {
  header: 'Spend, 30 days',
  sortFn: sortByDecimal,
  sortDescFirst: true,
  enableGlobalFilter: false,
  meta: { align: 'right' },
  cell: ({ getValue }: { getValue: () => string | null }) => <Money amount={getValue()} />,
} as const;

/** The column of each row's menu. */
export const actionsColumn = {
  id: 'actions',
  header: '',
  meta: { width: '2.5rem', align: 'right', label: 'Actions' },
} as const;
