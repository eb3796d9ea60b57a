import type { ReactNode } from 'react';
import classes from './plain-table.module.css';

/** A table wider than the screen is scrolled by keyboard too. */
const scrollable = { tabIndex: 0 };

interface PlainTableProps {
  /** Names the table for screen readers. */
  label: string;
  /** Column headings; an empty one belongs to a column of actions. */
  headings: readonly string[];
  /** Table rows. */
  children: ReactNode;
}

/** A short table that needs neither sorting nor search. */
export function PlainTable({ label, headings, children }: PlainTableProps) {
  return (
    <section className={classes.frame} aria-label={label} {...scrollable}>
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
    </section>
  );
}
