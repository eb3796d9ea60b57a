import type { Context } from '../../graphql/context.ts';
import { requireDatabaseId } from '../../graphql/global-id.ts';
import { requireAdmin } from '../auth/permissions.ts';
import { queueRun } from './queue-run.ts';

/** Reads what is new or may have changed, now. @throws InvalidInputError | NotFoundError | ConflictError */
export async function startSync(context: Context, connectionId: string): Promise<{ id: number }> {
  requireAdmin(context.actor);
  return queueRun(context, {
    action: 'startSync',
    connectionId: requireDatabaseId(connectionId, 'Connection', 'connectionId'),
    kind: 'SYNC',
    from: undefined,
  });
}
