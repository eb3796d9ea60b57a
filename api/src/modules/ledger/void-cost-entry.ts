import type { Prisma } from '@outlay/prisma';
import { z } from 'zod';
import { db } from '../../db.ts';
import type { Actor, Context } from '../../graphql/context.ts';
import { ConflictError } from '../../lib/errors.ts';
import { parseInput } from '../../lib/parse-input.ts';
import { queryClient } from '../../lib/query-client.ts';
import { followLedgerEntry } from '../../sync/ledger-evidence.sql.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { actorMemberId, requireAdmin } from '../auth/permissions.ts';
import { rebuildSoon } from '../people/attribution-changes.ts';
import { entrySnapshot } from './entry-snapshot.ts';
import { takeCostEntry } from './require-cost-entry.ts';

const schema = z.object({
  entryId: z.int(),
  version: z.int().nullish(),
  reason: z.string().trim().min(1).max(500),
});

/** Takes the entry out of every figure and keeps it with the reason; what it was posted for is not posted again.
 * @throws InvalidInputError | NotFoundError | ConflictError | PeriodClosedError */
export async function voidCostEntry(context: Context, input: z.input<typeof schema>): Promise<number> {
  const { actor, clock } = context;
  requireAdmin(actor);
  const { entryId, version, reason } = parseInput(schema, input);
  const isLinked = await db.$transaction((tx) => voidEntry(tx, actor, { id: entryId, version, reason, at: clock() }));
  if (isLinked) rebuildSoon(context);
  return entryId;
}

/** In a transaction of the caller; answers whether a connection bills it. @throws NotFoundError | ConflictError | PeriodClosedError */
export async function voidEntry(
  tx: Prisma.TransactionClient,
  actor: Actor,
  { reason, at, ...entry }: { id: number; version?: number | null | undefined; reason: string; at: Date },
): Promise<boolean> {
  const before = await takeCostEntry(tx, entry);
  if (before.isBookedOnly) {
    const problem = 'It was posted by closing a month and ties to what that month booked. Reopen the month instead.';
    throw new ConflictError('entryId', problem);
  }
  await tx.costEntry.update({
    where: { id: entry.id },
    data: { voidedAt: at, voidedById: actorMemberId(actor) ?? null, voidReason: reason },
  });
  if (before.connectionId) await followLedgerEntry(queryClient(tx), entry.id);
  const subject = { subjectType: 'CostEntry', subjectId: entry.id };
  const change = { before: entrySnapshot(before), after: { reason } };
  await recordAuditEvent(tx, actor, { action: 'voidCostEntry', ...subject, ...change });
  return before.connectionId !== null;
}
