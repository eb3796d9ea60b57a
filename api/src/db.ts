import type { PrismaClient } from '@outlay/prisma';
import type { Pool } from 'pg';

/** Entities, through Prisma. Bound once by `useDatabase` before anything is served. */
export let db: PrismaClient;
/** Hand-written SQL (aggregates, bulk ingest) on the same database. */
export let pool: Pool;

export function useDatabase(database: { prisma: PrismaClient; pool: Pool }): void {
  db = database.prisma;
  pool = database.pool;
}
