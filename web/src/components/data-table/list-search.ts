import { z } from 'zod';

/** The URL state every list shares: what is searched, how it is sorted (`name`, `-spend`), which page is open. */
export const listSearch = z.object({
  q: z.string().default('').catch(''),
  sort: z.string().default('').catch(''),
  page: z.number().int().min(1).default(1).catch(1),
});

export type ListSearch = z.output<typeof listSearch>;

/** Left out of the URL while they hold. */
export const listSearchDefaults: ListSearch = { q: '', sort: '', page: 1 };
