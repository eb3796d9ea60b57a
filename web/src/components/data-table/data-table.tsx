import type { OnChangeFn, RowData, RowSelectionState, TableOptions } from '@tanstack/react-table';
import type { ReactNode } from 'react';
import { EmptyState } from '../empty-state.tsx';
import { ColumnHeading } from './column-heading.tsx';
import classes from './data-table.module.css';
import { ListPager } from './list-pager.tsx';
import type { ListSearch } from './list-search.ts';
import { ListToolbar } from './list-toolbar.tsx';
import { moveBetweenRows } from './move-between-rows.ts';
import { SelectAll, SelectRow } from './row-checkbox.tsx';
import { type ListFeatures, useListTable } from './table-features.ts';

const PAGE_SIZE = 50;
const nothingSelected: RowSelectionState = {};

/** What a page gives to whichever list it shows. */
export interface ListFrame {
  /** The list's part of the URL, and how to change it. */
  search: ListSearch;
  onSearch: (change: Partial<ListSearch>) => void;
  /** Filters beside the search box. */
  toolbar?: ReactNode;
  /** Shown when there is no row at all, before any search. */
  empty: ReactNode;
}

interface DataTableProps<Row extends RowData> extends ListFrame {
  /** Names the table for screen readers and the search box: "members". */
  label: string;
  rows: readonly Row[];
  columns: TableOptions<ListFeatures, Row>['columns'];
  getRowId: (row: Row) => string;
  /** `name` or `-spend`, while the URL names none. */
  defaultSort: string;
  /** Row ids that are ticked; without it rows cannot be selected. */
  selection?: RowSelectionState;
  onSelection?: OnChangeFn<RowSelectionState>;
}

/** A list that is searched, sorted and paged in the browser, with its whole state in the URL. */
export function DataTable<Row extends RowData>(props: DataTableProps<Row>) {
  const { label, rows, columns, getRowId, search, onSearch, defaultSort, toolbar, empty, selection, onSelection } =
    props;
  const sort = search.sort || defaultSort;
  const sorting = [{ id: sort.replace(/^-/, ''), desc: sort.startsWith('-') }];
  const table = useListTable<Row>({
    data: rows,
    columns,
    getRowId,
    globalFilterFn: 'includesString',
    enableSortingRemoval: false,
    enableRowSelection: selection !== undefined,
    autoResetPageIndex: false,
    state: {
      globalFilter: search.q,
      sorting,
      pagination: { pageIndex: search.page - 1, pageSize: PAGE_SIZE },
      rowSelection: selection ?? nothingSelected,
    },
    ...(onSelection ? { onRowSelectionChange: onSelection } : {}),
    onSortingChange: (update) => {
      const [next] = typeof update === 'function' ? update(sorting) : update;
      if (next) onSearch({ sort: `${next.desc ? '-' : ''}${next.id}`, page: 1 });
    },
  });

  if (rows.length === 0)
    return (
      <>
        {toolbar ? <div className={classes.toolbar}>{toolbar}</div> : null}
        {empty}
      </>
    );
  const matchCount = table.getFilteredRowModel().rows.length;
  return (
    <>
      <ListToolbar label={label} value={search.q} onChange={(q) => onSearch({ q, page: 1 })}>
        {toolbar}
      </ListToolbar>
      {matchCount === 0 ? (
        <EmptyState title={`No ${label} match “${search.q}”`}>Try fewer letters, or clear the search.</EmptyState>
      ) : (
        <div className={classes.frame}>
          <table className={classes.table} aria-label={label} onKeyDown={moveBetweenRows}>
            <thead>
              {table.getHeaderGroups().map((group) => (
                <tr key={group.id}>
                  {selection ? <SelectAll table={table} /> : null}
                  {group.headers.map((header) => (
                    <ColumnHeading key={header.id} header={header}>
                      <table.FlexRender header={header} />
                    </ColumnHeading>
                  ))}
                </tr>
              ))}
            </thead>
            <tbody>
              {table.getRowModel().rows.map((row) => (
                <tr key={row.id} data-selected={row.getIsSelected() || undefined}>
                  {selection ? <SelectRow row={row} /> : null}
                  {row.getAllCells().map((cell) => {
                    const { align, isHiddenOnPhone } = cell.column.columnDef.meta ?? {};
                    return (
                      <td key={cell.id} data-align={align} data-phone={isHiddenOnPhone ? 'hidden' : undefined}>
                        <table.FlexRender cell={cell} />
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <ListPager
        page={search.page}
        pageSize={PAGE_SIZE}
        rowCount={matchCount}
        totalCount={rows.length}
        label={label}
        onPage={(page) => onSearch({ page })}
      />
    </>
  );
}
