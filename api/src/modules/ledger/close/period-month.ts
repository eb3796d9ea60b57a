import { startOfMonth } from '../../../lib/calendar.ts';
import { ledgerDay } from '../ledger-day.ts';

/** The first day of a month. */
export const periodMonth = ledgerDay.refine((day) => day === startOfMonth(day), {
  error: 'is not the first day of a month',
  params: { remedy: 'Name the month by its first day, such as 2026-11-01.' },
});
