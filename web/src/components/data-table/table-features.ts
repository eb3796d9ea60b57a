import {
  columnFilteringFeature,
  createFilteredRowModel,
  createPaginatedRowModel,
  createSortedRowModel,
  createTableHook,
  filterFn_includesString,
  globalFilteringFeature,
  metaHelper,
  rowPaginationFeature,
  rowSelectionFeature,
  rowSortingFeature,
  sortFn_alphanumeric,
  sortFn_basic,
  sortFn_datetime,
  sortFn_text,
  tableFeatures,
} from '@tanstack/react-table';
import { compareDecimals } from '../../lib/decimal.ts';

interface ColumnMeta {
  /** Numbers stand right. */
  align?: 'right';
  /** Left out below 48em; the row's own page shows it. */
  isHiddenOnPhone?: boolean;
  /** A fixed width, such as `7rem`. */
  width?: string;
  /** For a column without a visible heading. */
  label?: string;
}

const features = tableFeatures({
  columnFilteringFeature,
  globalFilteringFeature,
  rowSortingFeature,
  rowPaginationFeature,
  rowSelectionFeature,
  filteredRowModel: createFilteredRowModel(),
  sortedRowModel: createSortedRowModel(),
  paginatedRowModel: createPaginatedRowModel(),
  filterFns: { includesString: filterFn_includesString },
  sortFns: { alphanumeric: sortFn_alphanumeric, basic: sortFn_basic, datetime: sortFn_datetime, text: sortFn_text },
  columnMeta: metaHelper<ColumnMeta>(),
});

export type ListFeatures = typeof features;

/** The one binding of TanStack Table for lists; features import this, never the library. */
export const { useAppTable: useListTable, createAppColumnHelper: createListColumns } = createTableHook({ features });

interface ReadsValue {
  getValue: (columnId: string) => unknown;
}

/** Sorts a column of exact decimal texts; null comes before every number. */
export function sortByDecimal(a: ReadsValue, b: ReadsValue, columnId: string): number {
  const [left, right] = [a.getValue(columnId), b.getValue(columnId)];
  if (typeof left !== 'string' || typeof right !== 'string') return Number(left !== null) - Number(right !== null);
  return compareDecimals(left, right);
}
