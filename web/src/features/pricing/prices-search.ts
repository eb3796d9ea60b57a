import { z } from 'zod';
import { listSearch, listSearchDefaults } from '../../components/data-table/list-search.ts';
import { QUANTITY_KINDS } from './price-units.ts';

export const priceSources = ['CATALOGUE', 'MANUAL', 'IMPORT'] as const;

/** The URL state of the price list. */
export const pricesSearch = listSearch.extend({
  vendor: z.string().default('').catch(''),
  kind: z
    .enum(['', ...QUANTITY_KINDS])
    .default('')
    .catch(''),
  source: z
    .enum(['', ...priceSources])
    .default('')
    .catch(''),
  dialog: z.enum(['', 'set', 'import', 'reprice']).default('').catch(''),
  /** The re-pricing that is followed. */
  run: z.string().default('').catch(''),
});

export type PricesSearch = z.output<typeof pricesSearch>;
export const pricesSearchDefaults: PricesSearch = {
  ...listSearchDefaults,
  vendor: '',
  kind: '',
  source: '',
  dialog: '',
  run: '',
};
