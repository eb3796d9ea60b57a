import type { Prisma } from '@outlay/prisma';
import { z } from 'zod';

const MAX_SEARCH_LENGTH = 20_000;

export const savedViewFields = {
  name: z.string().trim().min(1).max(100),
  isShared: z.boolean(),
  /** The page's URL search parameters. */
  search: z
    .record(z.string(), z.json())
    .refine((search) => JSON.stringify(search).length <= MAX_SEARCH_LENGTH, {
      error: `is longer than ${MAX_SEARCH_LENGTH} characters`,
    })
    .transform((search): Prisma.InputJsonObject => search as Prisma.InputJsonObject),
};
