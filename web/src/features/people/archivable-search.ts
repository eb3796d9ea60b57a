import { z } from 'zod';
import { listSearch, listSearchDefaults } from '../../components/data-table/list-search.ts';

export const archiveFilters = ['current', 'archived'] as const;

/** The URL state of the lists of teams, agents and projects. */
export const archivableSearch = listSearch.extend({
  show: z.enum(archiveFilters).default('current').catch('current'),
  dialog: z.enum(['new']).optional().catch(undefined),
});

export type ArchivableSearch = z.output<typeof archivableSearch>;

export const archivableSearchDefaults = { ...listSearchDefaults, show: 'current' as const };
