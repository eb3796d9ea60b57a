import { db } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import { requireDatabaseId } from '../../graphql/global-id.ts';
import { NotFoundError } from '../../lib/errors.ts';
import { syncEvents } from '../../sync/sync-events.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { requireAdmin } from '../auth/permissions.ts';

/** Forgets the credentials and stops reading; everything read so far stays. @throws InvalidInputError | NotFoundError */
export async function disconnectConnection(context: Context, globalId: string): Promise<{ id: number }> {
  requireAdmin(context.actor);
  const id = requireDatabaseId(globalId, 'Connection', 'id');
  const now = context.clock();
  const running = await db.$transaction(async (tx) => {
    const stored = await tx.connection.findUnique({ where: { id } });
    if (!stored) throw new NotFoundError('Connection', id);
    await tx.connection.update({
      where: { id },
      data: { status: 'DISCONNECTED', encryptedCredentials: null, nextSyncAt: null },
    });
    await tx.syncRun.updateMany({
      where: { connectionId: id, status: 'QUEUED' },
      data: { status: 'CANCELLED', finishedAt: now },
    });
    const runs = await tx.syncRun.findMany({ where: { connectionId: id, status: 'RUNNING' }, select: { id: true } });
    await tx.syncRun.updateMany({ where: { connectionId: id, status: 'RUNNING' }, data: { cancelRequestedAt: now } });
    await recordAuditEvent(tx, context.actor, {
      action: 'disconnectConnection',
      subjectType: 'Connection',
      subjectId: id,
      before: { name: stored.name, status: stored.status },
    });
    return runs;
  });
  for (const run of running) syncEvents.emit('cancelRequested', run.id);
  return { id };
}
