import type { PoolClient } from 'pg';
import type { Day } from '../../lib/calendar.ts';
import { NotFoundError } from '../../lib/errors.ts';
import type { OpenRange } from '../../sync/rebuild-days.ts';
import { type DatedMapping, spliceMappings } from './splice-mappings.ts';

/** Owners by database id; all null: explicitly nobody's. */
export interface Owners {
  memberId: number | null;
  agentId: number | null;
  projectId: number | null;
}

export interface StoredMapping extends DatedMapping, Owners {
  source: 'AUTOMATIC' | 'MANUAL';
}

/** The identity's mappings; it is locked against other mappings until the transaction ends. @throws NotFoundError */
export async function lockMappings(client: PoolClient, identityId: number): Promise<StoredMapping[]> {
  const { rowCount } = await client.query('SELECT 1 FROM identity WHERE id = $1 FOR UPDATE', [identityId]);
  if (rowCount === 0) throw new NotFoundError('Identity', identityId);
  const { rows } = await client.query<StoredMapping>(
    `SELECT id, "from"::text AS "from", "until"::text AS "until", member_id AS "memberId", agent_id AS "agentId",
            project_id AS "projectId", source
       FROM identity_mapping WHERE identity_id = $1 ORDER BY "from" NULLS FIRST`,
    [identityId],
  );
  return rows;
}

/** Gives the days of the range to `owners`, whatever mapped them before. */
export async function replaceMappings(
  client: PoolClient,
  identityId: number,
  before: readonly StoredMapping[],
  { owners, from = null, until = null }: OpenRange & { owners: Owners },
): Promise<void> {
  const { removed, kept } = spliceMappings(before, { from, until });
  await client.query('DELETE FROM identity_mapping WHERE id = ANY($1::int[])', [removed.map(({ id }) => id)]);
  const added: Omit<StoredMapping, 'id'>[] = [...kept, { ...owners, from, until, source: 'MANUAL' }];
  const column = <T>(of: (mapping: Omit<StoredMapping, 'id'>) => T) => added.map(of);
  await client.query(
    `INSERT INTO identity_mapping (identity_id, "from", "until", member_id, agent_id, project_id, source)
     SELECT $1, * FROM unnest($2::date[], $3::date[], $4::int[], $5::int[], $6::int[], $7::mapping_source[])`,
    [
      identityId,
      column((each): Day | null => each.from),
      column((each): Day | null => each.until),
      column((each) => each.memberId),
      column((each) => each.agentId),
      column((each) => each.projectId),
      column((each) => each.source),
    ],
  );
}
