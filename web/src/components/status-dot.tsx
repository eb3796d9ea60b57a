import type { ReactNode } from 'react';
import classes from './status-dot.module.css';

interface StatusDotProps {
  tone: 'success' | 'warning' | 'danger' | 'neutral';
  children: ReactNode;
}

/** A state in words, with a colour that only repeats them. */
export function StatusDot({ tone, children }: StatusDotProps) {
  return (
    <span className={classes.status} data-tone={tone}>
      {children}
    </span>
  );
}
