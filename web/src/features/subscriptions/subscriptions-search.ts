import { z } from 'zod';
import { listSearch, listSearchDefaults } from '../../components/data-table/list-search.ts';

export const statusFilters = ['current', 'waiting', 'past', 'all'] as const;
export const ownerFilters = ['all', 'members', 'teams'] as const;

/** The URL state of the list of everybody's subscriptions. */
export const subscriptionsSearch = listSearch.extend({
  show: z.enum(statusFilters).default('current').catch('current'),
  /** A vendor's id; empty: all. */
  vendor: z.string().default('').catch(''),
  owner: z.enum(ownerFilters).default('all').catch('all'),
  dialog: z.enum(['new', 'paste']).optional().catch(undefined),
});

export type SubscriptionsSearch = z.output<typeof subscriptionsSearch>;

export const subscriptionsSearchDefaults = {
  ...listSearchDefaults,
  show: 'current' as const,
  vendor: '',
  owner: 'all' as const,
};

/** The URL state of one's own list. */
export const mySubscriptionsSearch = listSearch.extend({
  dialog: z.enum(['new']).optional().catch(undefined),
});

export type MySubscriptionsSearch = z.output<typeof mySubscriptionsSearch>;

/** How far ahead renewals are shown, this month counted. */
export const renewalsSearch = z.object({
  months: z
    .union([z.literal(3), z.literal(12)])
    .default(3)
    .catch(3),
});

export type RenewalsSearch = z.output<typeof renewalsSearch>;
