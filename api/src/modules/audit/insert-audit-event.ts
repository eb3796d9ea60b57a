import type { PoolClient } from 'pg';
import type { Actor } from '../../graphql/context.ts';
import type { AuditEntry } from './record-audit-event.ts';

/** As `recordAuditEvent`, for a change made by hand-written SQL in a transaction of its own. */
export async function insertAuditEvent(client: PoolClient, actor: Actor, entry: AuditEntry): Promise<void> {
  await client.query(
    `INSERT INTO audit_event (actor_kind, member_id, api_token_id, action, subject_type, subject_id, before, after)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      actor.kind,
      actor.kind === 'PERSON' || actor.kind === 'TOKEN' ? actor.memberId : null,
      actor.kind === 'TOKEN' ? actor.tokenId : null,
      actor.kind === 'JOB' ? `${entry.action} (${actor.name})` : entry.action,
      entry.subjectType ?? '',
      String(entry.subjectId ?? ''),
      entry.before === undefined ? null : JSON.stringify(entry.before),
      entry.after === undefined ? null : JSON.stringify(entry.after),
    ],
  );
}
