import { z } from 'zod';
import { listSearch, listSearchDefaults } from '../../components/data-table/list-search.ts';

export const identityViews = ['inbox', 'mapped', 'ignored'] as const;
export type IdentityView = (typeof identityViews)[number];

/** The URL state of the identities: which of them. */
export const identitiesSearch = listSearch.extend({
  show: z.enum(identityViews).default('inbox').catch('inbox'),
});

export type IdentitiesSearch = z.output<typeof identitiesSearch>;
export const identitiesSearchDefaults: IdentitiesSearch = { ...listSearchDefaults, show: 'inbox' };
