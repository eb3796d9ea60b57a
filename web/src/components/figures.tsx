import type { ReactNode } from 'react';
import classes from './figures.module.css';

interface FiguresProps {
  figures: { label: string; value: ReactNode; note?: ReactNode }[];
}

/** A few headline numbers side by side. */
export function Figures({ figures }: FiguresProps) {
  return (
    <dl className={classes.figures}>
      {figures.map(({ label, value, note }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
          {note ? <dd className={classes.note}>{note}</dd> : null}
        </div>
      ))}
    </dl>
  );
}
