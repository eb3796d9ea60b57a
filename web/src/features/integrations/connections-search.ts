import type { z } from 'zod';
import { listSearch, listSearchDefaults } from '../../components/data-table/list-search.ts';

/** The URL state of the list of connections. */
export const connectionsSearch = listSearch;
export type ConnectionsSearch = z.output<typeof connectionsSearch>;
export const connectionsSearchDefaults = listSearchDefaults;
