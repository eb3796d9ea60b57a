import type { Prisma } from '@outlay/prisma';
import type { Actor } from '../../graphql/context.ts';

/** What was done to what; `before` and `after` hold no secrets. */
export interface AuditEntry {
  action: string;
  subjectType?: string;
  subjectId?: string | number;
  before?: Prisma.InputJsonValue;
  after?: Prisma.InputJsonValue;
}

/** Writes the audit event in the transaction of the change it tells of. */
export async function recordAuditEvent(tx: Prisma.TransactionClient, actor: Actor, entry: AuditEntry): Promise<void> {
  await tx.auditEvent.create({
    data: {
      actorKind: actor.kind,
      memberId: actor.kind === 'PERSON' || actor.kind === 'TOKEN' ? actor.memberId : null,
      apiTokenId: actor.kind === 'TOKEN' ? actor.tokenId : null,
      action: actor.kind === 'JOB' ? `${entry.action} (${actor.name})` : entry.action,
      subjectType: entry.subjectType ?? '',
      subjectId: String(entry.subjectId ?? ''),
      ...(entry.before === undefined ? {} : { before: entry.before }),
      ...(entry.after === undefined ? {} : { after: entry.after }),
    },
  });
}
