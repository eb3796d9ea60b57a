import { z } from 'zod';
import { isDay } from '../../lib/calendar.ts';

const [FIRST_DAY, LAST_DAY] = ['2000-01-01', '2099-12-31'];

/** A day that books may hold. */
export const ledgerDay = z
  .string()
  .trim()
  .refine(isDay, { error: 'is not a day', params: { remedy: 'Write it like 2026-11-01.' } })
  .refine((day) => day >= FIRST_DAY && day <= LAST_DAY, {
    error: 'is out of range',
    params: { remedy: `Use a day from ${FIRST_DAY} to ${LAST_DAY}.` },
  });
