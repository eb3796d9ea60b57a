import { Skeleton, VisuallyHidden } from '@mantine/core';
import classes from './data-table.module.css';

const rows = ['a', 'b', 'c', 'd', 'e', 'f'];

/** The shape of a list while its first rows are on their way. */
export function ListSkeleton() {
  return (
    <div role="status">
      <VisuallyHidden>Loading</VisuallyHidden>
      <Skeleton height={32} width={256} mb="md" />
      {rows.map((row) => (
        <div key={row} className={classes.skeletonRow}>
          <Skeleton height={12} width="22%" />
          <Skeleton height={12} width="14%" />
          <Skeleton height={12} width="10%" />
        </div>
      ))}
    </div>
  );
}
