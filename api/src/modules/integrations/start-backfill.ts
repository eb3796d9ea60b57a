import type { Context } from '../../graphql/context.ts';
import { requireDatabaseId } from '../../graphql/global-id.ts';
import { type Day, utcDay } from '../../lib/calendar.ts';
import { InvalidInputError } from '../../lib/errors.ts';
import { requireAdmin } from '../auth/permissions.ts';
import { backfillDay } from './backfill-day.ts';
import { queueRun } from './queue-run.ts';

interface BackfillRequest {
  connectionId: string;
  from: Day;
  /** Day after the last; absent: through today. */
  until?: Day | null | undefined;
}

/** Reads back to a day, newest first. @throws InvalidInputError | NotFoundError | ConflictError */
export async function startBackfill(context: Context, request: BackfillRequest): Promise<{ id: number }> {
  requireAdmin(context.actor);
  const { connectionId, until } = request;
  const now = context.clock();
  const from = backfillDay(request.from, 'from', now);
  if (until != null && until <= from) {
    throw new InvalidInputError('until', until, `${until} is not after ${from}.`, 'It is the day after the last one.');
  }
  return queueRun(context, {
    action: 'startBackfill',
    connectionId: requireDatabaseId(connectionId, 'Connection', 'connectionId'),
    kind: 'BACKFILL',
    from,
    until: until == null || until > utcDay(now) ? undefined : until,
  });
}
