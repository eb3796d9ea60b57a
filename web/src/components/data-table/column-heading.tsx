import { UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { Header, RowData } from '@tanstack/react-table';
import type { ReactNode } from 'react';
import classes from './data-table.module.css';
import type { ListFeatures } from './table-features.ts';

interface ColumnHeadingProps<Row extends RowData> {
  header: Header<ListFeatures, Row, unknown>;
  children: ReactNode;
}

/** A heading that sorts on click and says so. */
export function ColumnHeading<Row extends RowData>({ header, children }: ColumnHeadingProps<Row>) {
  const { column } = header;
  const { align, isHiddenOnPhone, width, label } = column.columnDef.meta ?? {};
  const sorted = column.getIsSorted();
  const Arrow = sorted === 'desc' ? IconArrowDown : IconArrowUp;
  const ariaSort = sorted === 'asc' ? 'ascending' : sorted === 'desc' ? 'descending' : 'none';
  return (
    <th
      scope="col"
      data-align={align}
      data-phone={isHiddenOnPhone ? 'hidden' : undefined}
      style={{ width }}
      {...(column.getCanSort() ? { 'aria-sort': ariaSort } : {})}
    >
      {column.getCanSort() ? (
        <UnstyledButton
          className={classes.sorter}
          data-sorted={sorted || undefined}
          onClick={column.getToggleSortingHandler()}
        >
          {children}
          <Arrow size={13} aria-hidden />
        </UnstyledButton>
      ) : (
        children
      )}
      {label ? <VisuallyHidden>{label}</VisuallyHidden> : null}
    </th>
  );
}
