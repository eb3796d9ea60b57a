import { z } from 'zod';
import { listSearch, listSearchDefaults } from '../../components/data-table/list-search.ts';

/** The URL state of the list of recurring costs. */
export const recurringSearch = listSearch.extend({
  show: z.enum(['current', 'ended']).default('current').catch('current'),
  dialog: z.enum(['', 'new']).default('').catch(''),
});

export type RecurringSearch = z.output<typeof recurringSearch>;
export const recurringDefaults: RecurringSearch = { ...listSearchDefaults, show: 'current', dialog: '' };
