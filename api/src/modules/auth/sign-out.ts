import { db } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { endSession } from './sessions.ts';

/** Ends the browser's session; without one there is nothing to end. */
export async function signOut(context: Context): Promise<boolean> {
  const { actor } = context;
  await db.$transaction(async (tx) => {
    await endSession(tx, context);
    if (actor.kind === 'PERSON')
      await recordAuditEvent(tx, actor, { action: 'signOut', subjectType: 'Member', subjectId: actor.memberId });
  });
  return actor.kind === 'PERSON';
}
