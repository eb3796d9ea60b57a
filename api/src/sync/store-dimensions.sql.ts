import type { PoolClient } from 'pg';
import type { IdentityRef, UsageRecord } from '../connectors/usage-record.ts';

/** Database ids behind the names a window's records use. */
export interface DimensionIds {
  model(name: string | undefined): number;
  tool(code: string | undefined): number;
  session(externalId: string | undefined): number;
  identity(ref: IdentityRef | undefined): number;
  newIdentityIds: number[];
}

const identityKey = ({ kind, externalId }: { kind: string; externalId: string }) => `${kind} ${externalId}`;
const distinct = (values: Iterable<string | undefined>) => [...new Set(values)].filter((value) => value !== undefined);

/** Finds or creates every model, tool, session and identity the records name; in a fixed order, so that writers never deadlock. */
export async function storeDimensions(
  client: PoolClient,
  scope: { connectionId: number | null; vendorId: number },
  records: readonly UsageRecord[],
): Promise<DimensionIds> {
  const identityScope = scope.connectionId === null ? `v${scope.vendorId}` : `c${scope.connectionId}`;
  const models = await namedIds(client, distinct(records.map(({ model }) => model)), {
    select: 'SELECT id, name FROM model WHERE vendor_id = $1 AND name = ANY($2::text[])',
    insert: 'INSERT INTO model (vendor_id, name) SELECT $1, unnest($2::text[]) ON CONFLICT DO NOTHING',
    scope: scope.vendorId,
  });
  const tools = await namedIds(client, distinct(records.map(({ tool }) => tool)), {
    select: 'SELECT id, code AS name FROM tool WHERE $1::text IS NULL AND code = ANY($2::text[])',
    insert:
      'INSERT INTO tool (code, name) SELECT code, code FROM unnest($2::text[]) AS code WHERE $1::text IS NULL ON CONFLICT DO NOTHING',
    scope: null,
  });
  const sessions = await namedIds(client, distinct(records.map(({ session }) => session)), {
    select: 'SELECT id, external_id AS name FROM agent_session WHERE scope = $1 AND external_id = ANY($2::text[])',
    insert: 'INSERT INTO agent_session (scope, external_id) SELECT $1, unnest($2::text[]) ON CONFLICT DO NOTHING',
    scope: identityScope,
  });
  const { ids, newIdentityIds } = await identityIds(client, identityScope, scope.connectionId, records);
  return {
    model: (name) => (name === undefined ? 0 : (models.get(name) ?? 0)),
    tool: (code) => (code === undefined ? 0 : (tools.get(code) ?? 0)),
    session: (externalId) => (externalId === undefined ? 0 : (sessions.get(externalId) ?? 0)),
    identity: (ref) => (ref === undefined ? 0 : (ids.get(identityKey(ref)) ?? 0)),
    newIdentityIds,
  };
}

async function namedIds(
  client: PoolClient,
  names: string[],
  sql: { select: string; insert: string; scope: number | string | null },
): Promise<Map<string, number>> {
  if (names.length === 0) return new Map();
  const read = async () => {
    const { rows } = await client.query<{ id: number; name: string }>(sql.select, [sql.scope, names]);
    return new Map(rows.map(({ id, name }) => [name, id]));
  };
  const known = await read();
  const missing = names.filter((name) => !known.has(name)).sort();
  if (missing.length === 0) return known;
  await client.query(sql.insert, [sql.scope, missing]);
  return read();
}

async function identityIds(
  client: PoolClient,
  scope: string,
  connectionId: number | null,
  records: readonly UsageRecord[],
): Promise<{ ids: Map<string, number>; newIdentityIds: number[] }> {
  const refs = new Map<string, IdentityRef>();
  for (const { user, apiKey, workspace } of records) {
    for (const ref of [user, apiKey, workspace]) if (ref) refs.set(identityKey(ref), ref);
  }
  if (refs.size === 0) return { ids: new Map(), newIdentityIds: [] };
  const read = async () => {
    const { rows } = await client.query<{ id: number; kind: string; externalId: string }>(
      `SELECT i.id, i.kind::text, i.external_id AS "externalId" FROM identity i
       JOIN unnest($2::text[], $3::text[]) AS ref(kind, external_id) ON i.kind::text = ref.kind AND i.external_id = ref.external_id
       WHERE i.scope = $1`,
      [scope, [...refs.values()].map(({ kind }) => kind), [...refs.values()].map(({ externalId }) => externalId)],
    );
    return new Map(rows.map((row) => [identityKey(row), row.id]));
  };
  const known = await read();
  const missing = [...refs]
    .filter(([key]) => !known.has(key))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, ref]) => ref);
  if (missing.length === 0) return { ids: known, newIdentityIds: [] };
  const { rows } = await client.query<{ id: number }>(
    `INSERT INTO identity (scope, connection_id, kind, external_id, name, email)
     SELECT $1, $2, ref.kind::identity_kind, ref.external_id, ref.name, lower(ref.email)
     FROM unnest($3::text[], $4::text[], $5::text[], $6::text[]) AS ref(kind, external_id, name, email)
     ON CONFLICT DO NOTHING RETURNING id`,
    [
      scope,
      connectionId,
      missing.map(({ kind }) => kind),
      missing.map(({ externalId }) => externalId),
      missing.map(({ name, externalId }) => name ?? externalId),
      missing.map(({ email }) => email ?? null),
    ],
  );
  return { ids: await read(), newIdentityIds: rows.map(({ id }) => id) };
}
