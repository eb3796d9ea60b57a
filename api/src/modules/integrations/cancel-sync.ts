import { db } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import { requireDatabaseId } from '../../graphql/global-id.ts';
import { ConflictError, NotFoundError } from '../../lib/errors.ts';
import { syncEvents } from '../../sync/sync-events.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { requireAdmin } from '../auth/permissions.ts';

/** Stops a run before its next window; what it stored stays. @throws InvalidInputError | NotFoundError | ConflictError */
export async function cancelSync(context: Context, runId: string): Promise<{ id: number }> {
  requireAdmin(context.actor);
  const id = requireDatabaseId(runId, 'SyncRun', 'id');
  const now = context.clock();
  await db.$transaction(async (tx) => {
    const run = await tx.syncRun.findUnique({ where: { id } });
    if (!run) throw new NotFoundError('SyncRun', id);
    const queued = await tx.syncRun.updateMany({
      where: { id, status: 'QUEUED' },
      data: { status: 'CANCELLED', cancelRequestedAt: now, finishedAt: now },
    });
    const running = await tx.syncRun.updateMany({ where: { id, status: 'RUNNING' }, data: { cancelRequestedAt: now } });
    if (queued.count + running.count === 0) throw new ConflictError('status', `This run has ended: ${run.status}.`);
    await recordAuditEvent(tx, context.actor, { action: 'cancelSync', subjectType: 'SyncRun', subjectId: id });
  });
  syncEvents.emit('cancelRequested', id);
  syncEvents.emit('progressed', id);
  return { id };
}
