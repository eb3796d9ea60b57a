import type { ReactNode } from 'react';
import classes from './plain-table.module.css';

/** A table wider than the screen is scrolled by keyboard too. */
const scrollable = { tabIndex: 0 };

/** A number's heading stands right, above it. */
type Heading = string | { right: string };

interface PlainTableProps {
  /** Names the table for screen readers. */
  label: string;
  /** Column headings; an empty one belongs to a column of actions. */
  headings: readonly Heading[];
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
            {headings.map((heading) => (
              <PlainHeading key={typeof heading === 'string' ? heading : heading.right} heading={heading} />
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  );
}

function PlainHeading({ heading }: { heading: Heading }) {
  if (heading === '') return <td />;
  if (typeof heading === 'string') return <th scope="col">{heading}</th>;
  return (
    <th scope="col" data-align="right">
      {heading.right}
    </th>
  );
}
