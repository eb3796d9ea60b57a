import { z } from 'zod';
import { isDay } from '../../lib/day.ts';
import { isPeriodText } from '../../lib/period.ts';

/** The URL state of the months of the books. */
export const periodsSearch = z.object({
  /** First day of the month that is open beside the list; empty: the first that can be closed next. */
  month: z
    .string()
    .refine((text) => text === '' || isDay(text))
    .default('')
    .catch(''),
  /** Days of the exports of a range. */
  range: z.string().refine(isPeriodText).default('last-month').catch('last-month'),
  dialog: z.enum(['', 'close', 'reopen']).default('').catch(''),
});

export type PeriodsSearch = z.output<typeof periodsSearch>;
export const periodsDefaults: PeriodsSearch = periodsSearch.parse({});
