import type { Prisma, SyncRunKind } from '@outlay/prisma';
import { db } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import { type Day, startOfDay } from '../../lib/calendar.ts';
import { ConflictError, NotFoundError } from '../../lib/errors.ts';
import { syncEvents } from '../../sync/sync-events.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { triggerOf } from './sync-trigger.ts';

interface RunRequest {
  action: string;
  connectionId: number;
  kind: SyncRunKind;
  from: Day | undefined;
  /** Day after the last; undefined: through today. */
  until?: Day | undefined;
}

/** Queues a run, or answers one under way that does the same. @throws NotFoundError | ConflictError */
export async function queueRun({ actor }: Context, request: RunRequest): Promise<{ id: number }> {
  const run = await db.$transaction((tx) => findOrQueue(tx, actor, request));
  syncEvents.emit('queued');
  return run;
}

async function findOrQueue(
  tx: Prisma.TransactionClient,
  actor: Context['actor'],
  { action, connectionId, kind, from, until }: RunRequest,
): Promise<{ id: number }> {
  const connection = await tx.connection.findUnique({ where: { id: connectionId } });
  if (!connection) throw new NotFoundError('Connection', connectionId);
  if (connection.status === 'DISCONNECTED') {
    throw new ConflictError(
      'status',
      `"${connection.name}" is disconnected. Give its credentials to connect it again.`,
    );
  }
  const first = from === undefined ? null : startOfDay(from);
  const end = until === undefined ? null : startOfDay(until);
  const underWay = await tx.syncRun.findFirst({
    where: {
      ...{ connectionId, kind, status: { in: ['QUEUED', 'RUNNING'] }, cancelRequestedAt: null },
      ...(first ? { from: { lte: first } } : {}),
      OR: [{ until: null }, ...(end ? [{ until: { gte: end } }] : [])],
    },
    orderBy: { id: 'asc' },
  });
  if (underWay) return { id: underWay.id };
  const run = await tx.syncRun.create({
    data: { connectionId, kind, trigger: triggerOf(actor), from: first, until: end },
  });
  await recordAuditEvent(tx, actor, {
    action,
    subjectType: 'Connection',
    subjectId: connectionId,
    after: { syncRun: run.id, ...(from === undefined ? {} : { from }), ...(until === undefined ? {} : { until }) },
  });
  return { id: run.id };
}
