import type { PoolClient } from 'pg';
import type { Actor } from '../../graphql/context.ts';

/** One audit event for the agents and projects that a push brought into being. */
export async function auditCreatedNames(
  client: PoolClient,
  actor: Actor,
  created: Record<'agents' | 'projects', string[]>,
): Promise<void> {
  if (created.agents.length === 0 && created.projects.length === 0) return;
  const isKnown = actor.kind === 'PERSON' || actor.kind === 'TOKEN';
  await client.query(
    `INSERT INTO audit_event (actor_kind, member_id, api_token_id, action, after) VALUES ($1::actor_kind, $2, $3, 'recordUsage', $4::jsonb)`,
    [
      actor.kind,
      isKnown ? actor.memberId : null,
      actor.kind === 'TOKEN' ? actor.tokenId : null,
      JSON.stringify(created),
    ],
  );
}
