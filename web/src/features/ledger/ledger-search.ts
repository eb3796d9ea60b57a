import { z } from 'zod';
import { chosenFilters } from '../../components/dimension-filter/chosen-filter.ts';
import type { CostEntryFilter } from '../../gql/graphql.ts';
import { isPeriodText, resolvePeriod } from '../../lib/period.ts';

export const entrySources = [
  'MANUAL',
  'RECURRING',
  'SUBSCRIPTION',
  'CONNECTOR',
  'TRACKED',
  'IMPORT',
  'ADJUSTMENT',
] as const;

const DEFAULT = 'last-90-days';
const id = z.string().max(60).default('').catch('');

/** The URL state of the list of cost entries. */
export const ledgerSearch = z.object({
  period: z.string().refine(isPeriodText).default(DEFAULT).catch(DEFAULT),
  filters: chosenFilters,
  q: z.string().max(200).default('').catch(''),
  sources: z.array(z.enum(entrySources)).default([]).catch([]),
  show: z.enum(['current', 'voided', 'all']).default('current').catch('current'),
  /** As the grid writes it: `-date`. */
  order: z.string().max(40).default('-date').catch('-date'),
  importId: id,
  recurringCostId: id,
  subscriptionId: id,
  dialog: z.enum(['', 'paste', 'bulk']).default('').catch(''),
});

export type LedgerSearch = z.output<typeof ledgerSearch>;
export const ledgerDefaults: LedgerSearch = ledgerSearch.parse({});

/** Of what came from one file, recurring cost or subscription, every day counts. */
export function toEntryFilter(search: LedgerSearch, today: string): CostEntryFilter {
  const { filters, q, sources, show, importId, recurringCostId, subscriptionId } = search;
  const isOfOne = importId !== '' || recurringCostId !== '' || subscriptionId !== '';
  return {
    ...(isOfOne ? {} : resolvePeriod(search.period, today)),
    filters,
    ...(q ? { search: q } : {}),
    ...(sources.length > 0 ? { sources } : {}),
    ...(show === 'all' ? {} : { isVoided: show === 'voided' }),
    ...(importId ? { importId } : {}),
    ...(recurringCostId ? { recurringCostId } : {}),
    ...(subscriptionId ? { subscriptionId } : {}),
  };
}
