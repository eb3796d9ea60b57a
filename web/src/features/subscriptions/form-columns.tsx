import type { ReactNode } from 'react';
import classes from './form-columns.module.css';

/** Short fields side by side where there is room. */
export function FormColumns({ children }: { children: ReactNode }) {
  return <div className={classes.columns}>{children}</div>;
}
