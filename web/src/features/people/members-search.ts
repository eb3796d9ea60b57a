import { z } from 'zod';
import { listSearch, listSearchDefaults } from '../../components/data-table/list-search.ts';

export const memberFilters = ['current', 'deactivated', 'all'] as const;

/** The URL state of the list of members. */
export const membersSearch = listSearch.extend({
  show: z.enum(memberFilters).default('current').catch('current'),
  dialog: z.enum(['invite']).optional().catch(undefined),
});

export type MembersSearch = z.output<typeof membersSearch>;

export const membersSearchDefaults = { ...listSearchDefaults, show: 'current' as const };
