import { Checkbox } from '@mantine/core';
import type { Row, RowData, Table } from '@tanstack/react-table';
import type { ListFeatures } from './table-features.ts';

export function SelectAll<Item extends RowData>({
  table,
}: {
  table: Pick<
    Table<ListFeatures, Item>,
    'getIsAllRowsSelected' | 'getIsSomeRowsSelected' | 'getToggleAllRowsSelectedHandler'
  >;
}) {
  return (
    <th scope="col" style={{ width: '2.5rem' }}>
      <Checkbox
        size="xs"
        aria-label="Select all"
        checked={table.getIsAllRowsSelected()}
        indeterminate={table.getIsSomeRowsSelected()}
        onChange={table.getToggleAllRowsSelectedHandler()}
      />
    </th>
  );
}

export function SelectRow<Item extends RowData>({ row }: { row: Row<ListFeatures, Item> }) {
  return (
    <td>
      <Checkbox
        size="xs"
        aria-label="Select row"
        checked={row.getIsSelected()}
        disabled={!row.getCanSelect()}
        onChange={row.getToggleSelectedHandler()}
      />
    </td>
  );
}
