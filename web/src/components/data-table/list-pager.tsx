import { Button, Group, Text } from '@mantine/core';
import classes from './data-table.module.css';

interface ListPagerProps {
  page: number;
  pageSize: number;
  /** Rows that match the search. */
  rowCount: number;
  totalCount: number;
  label: string;
  onPage: (page: number) => void;
}

/** How many rows there are, and steps between pages when they do not fit one. */
export function ListPager({ page, pageSize, rowCount, totalCount, label, onPage }: ListPagerProps) {
  const pageCount = Math.max(1, Math.ceil(rowCount / pageSize));
  const first = (page - 1) * pageSize + 1;
  const last = Math.min(page * pageSize, rowCount);
  const shown = pageCount > 1 ? `${first}–${last} of ${rowCount}` : String(rowCount);
  const found = rowCount === totalCount ? label : `of ${totalCount} ${label}`;
  return (
    <div className={classes.pager}>
      <Text c="dimmed" fz="sm" className="numeric" role="status">
        {shown} {found}
      </Text>
      {pageCount > 1 ? (
        <Group gap="xs">
          <Button variant="default" disabled={page <= 1} onClick={() => onPage(page - 1)}>
            Previous
          </Button>
          <Button variant="default" disabled={page >= pageCount} onClick={() => onPage(page + 1)}>
            Next
          </Button>
        </Group>
      ) : null}
    </div>
  );
}
