import { Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './form-section.module.css';

/** A named group of fields. */
export function FormSection({ legend, children }: { legend: string; children: ReactNode }) {
  return (
    <fieldset className={classes.section}>
      <legend className={classes.legend}>{legend}</legend>
      <Stack gap="md">{children}</Stack>
    </fieldset>
  );
}
