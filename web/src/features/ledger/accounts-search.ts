import { z } from 'zod';
import { listSearch, listSearchDefaults } from '../../components/data-table/list-search.ts';

/** The URL state of the chart of accounts and the rules. */
export const accountsSearch = listSearch.extend({
  show: z.enum(['current', 'archived']).default('current').catch('current'),
  dialog: z.enum(['', 'new', 'import', 'rule']).default('').catch(''),
});

export type AccountsSearch = z.output<typeof accountsSearch>;
export const accountsDefaults: AccountsSearch = { ...listSearchDefaults, show: 'current', dialog: '' };
