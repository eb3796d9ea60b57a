import type { Context } from '../../graphql/context.ts';
import { requireDatabaseId } from '../../graphql/global-id.ts';
import type { Day } from '../../lib/calendar.ts';
import { requireAdmin } from '../auth/permissions.ts';
import { backfillDay } from './backfill-day.ts';
import { queueRun } from './queue-run.ts';

/** Reads back to a day, newest first. @throws InvalidInputError | NotFoundError | ConflictError */
export async function startBackfill(context: Context, connectionId: string, from: Day): Promise<{ id: number }> {
  requireAdmin(context.actor);
  return queueRun(context, {
    action: 'startBackfill',
    connectionId: requireDatabaseId(connectionId, 'Connection', 'connectionId'),
    kind: 'BACKFILL',
    from: backfillDay(from, 'from', context.clock()),
  });
}
