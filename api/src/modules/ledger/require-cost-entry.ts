import type { Prisma } from '@outlay/prisma';
import { ConflictError, NotFoundError } from '../../lib/errors.ts';
import { withLines } from './entry-snapshot.ts';
import { refuseClosedPeriod } from './period-closed-error.ts';

/**
 * Takes the entry for a change: it stays locked, and its version counts up.
 * @throws NotFoundError; ConflictError when it was changed meanwhile or voided; PeriodClosedError
 */
export async function takeCostEntry(
  tx: Prisma.TransactionClient,
  { id, version, field = 'entryId' }: { id: number; version?: number | null | undefined; field?: string },
) {
  const { count } = await refuseClosedPeriod(field, () =>
    tx.costEntry.updateMany({
      where: { id, voidedAt: null, ...(version ? { version } : {}) },
      data: { version: { increment: 1 } },
    }),
  );
  const entry = await tx.costEntry.findUnique({ where: { id }, include: withLines });
  if (!entry) throw new NotFoundError('CostEntry', `CostEntry:${id}`);
  if (entry.voidedAt) throw new ConflictError(field, `CostEntry:${id} is void: ${entry.voidReason ?? ''}`);
  if (count === 0) {
    const problem = `CostEntry:${id} was changed meanwhile (it has version ${entry.version}). Load it again, then change it.`;
    throw new ConflictError(field === 'entryId' ? 'version' : field, problem);
  }
  return entry;
}
