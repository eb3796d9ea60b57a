import type { IDatasource, SortChangedEvent } from 'ag-grid-community';
import { useMemo } from 'react';
import type { GridSort } from './grid-column.ts';

export interface BlocksProps<Row> {
  /** One block of rows in the order asked for. */
  fetchRows: (block: { offset: number; count: number; sort: GridSort }) => Promise<{ rows: Row[]; rowCount: number }>;
  sort: GridSort;
  onSort: (sort: GridSort) => void;
  onError: (error: Error) => void;
}

/** Rows fetched block by block as they come into view, and the order people click. */
export function useBlocks<Row>({ fetchRows, sort, onSort, onError }: BlocksProps<Row>) {
  const datasource = useMemo<IDatasource>(
    () => ({
      getRows({ startRow, endRow, sortModel, successCallback, failCallback }) {
        const [first] = sortModel;
        const asked = first ? { column: first.colId, isDescending: first.sort === 'desc' } : sort;
        fetchRows({ offset: startRow, count: endRow - startRow, sort: asked }).then(
          ({ rows, rowCount }) => successCallback(rows, rowCount),
          (error: unknown) => {
            onError(error instanceof Error ? error : new Error(String(error)));
            failCallback();
          },
        );
      },
    }),
    [fetchRows, sort, onError],
  );
  const onSortChanged = ({ api }: Pick<SortChangedEvent, 'api'>) => {
    const sorted = api.getColumnState().find((column) => column.sort);
    if (sorted) onSort({ column: sorted.colId, isDescending: sorted.sort === 'desc' });
  };
  return { datasource, onSortChanged };
}
