import type { ReactNode } from 'react';
import classes from './plain-table.module.css';

interface PlainTableProps {
  /** Column headings; an empty one belongs to a column of actions. */
  headings: readonly string[];
  /** Table rows. */
  children: ReactNode;
}

/** A short table that needs neither sorting nor search. */
export function PlainTable({ headings, children }: PlainTableProps) {
  return (
    <div className={classes.frame}>
      <table className={classes.table}>
        <thead>
          <tr>
            {headings.map((heading) =>
              heading ? (
                <th key={heading} scope="col">
                  {heading}
                </th>
              ) : (
                <td key="actions" />
              ),
            )}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
