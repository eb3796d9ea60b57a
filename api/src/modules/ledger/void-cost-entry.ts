import type { Prisma } from '@outlay/prisma';
import { z } from 'zod';
import { db } from '../../db.ts';
import type { Actor, Context } from '../../graphql/context.ts';
import { ConflictError } from '../../lib/errors.ts';
import { parseInput } from '../../lib/parse-input.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { actorMemberId, requireAdmin } from '../auth/permissions.ts';
import { entrySnapshot } from './entry-snapshot.ts';
import { takeCostEntry } from './require-cost-entry.ts';

const schema = z.object({
  entryId: z.int(),
  version: z.int().nullish(),
  reason: z.string().trim().min(1).max(500),
});

/** Takes the entry out of every figure and keeps it with the reason; what it was posted for is not posted again.
 * @throws InvalidInputError | NotFoundError | ConflictError | PeriodClosedError */
export async function voidCostEntry({ actor, clock }: Context, input: z.input<typeof schema>): Promise<number> {
  requireAdmin(actor);
  const { entryId, version, reason } = parseInput(schema, input);
  return db.$transaction(async (tx) => {
    await voidEntry(tx, actor, { id: entryId, version, reason, at: clock() });
    return entryId;
  });
}

/** In a transaction of the caller. @throws NotFoundError | ConflictError | PeriodClosedError */
export async function voidEntry(
  tx: Prisma.TransactionClient,
  actor: Actor,
  { reason, at, ...entry }: { id: number; version?: number | null | undefined; reason: string; at: Date },
): Promise<void> {
  const before = await takeCostEntry(tx, entry);
  if (before.isBookedOnly) {
    const problem = 'It was posted by closing a month and ties to what that month booked. Reopen the month instead.';
    throw new ConflictError('entryId', problem);
  }
  await tx.costEntry.update({
    where: { id: entry.id },
    data: { voidedAt: at, voidedById: actorMemberId(actor) ?? null, voidReason: reason },
  });
  const subject = { subjectType: 'CostEntry', subjectId: entry.id };
  const change = { before: entrySnapshot(before), after: { reason } };
  await recordAuditEvent(tx, actor, { action: 'voidCostEntry', ...subject, ...change });
}
