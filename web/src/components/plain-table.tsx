import type { ReactNode } from 'react';
import classes from './plain-table.module.css';

/** A table wider than the screen is scrolled by keyboard too. */
const scrollable = { tabIndex: 0 };

/** A number's heading stands right, above it; cells of a column left out on phones say `data-phone="hidden"` too. */
type Heading = string | { right: string; isHiddenOnPhone?: boolean } | { left: string; isHiddenOnPhone: boolean };

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
              <PlainHeading key={nameOf(heading)} heading={heading} />
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
    <th
      scope="col"
      {...('right' in heading ? { 'data-align': 'right' } : {})}
      data-phone={heading.isHiddenOnPhone ? 'hidden' : undefined}
    >
      {nameOf(heading)}
    </th>
  );
}

function nameOf(heading: Heading): string {
  if (typeof heading === 'string') return heading;
  return 'right' in heading ? heading.right : heading.left;
}
