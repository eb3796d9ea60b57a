import type { PoolClient } from 'pg';

type Client = Pick<PoolClient, 'query'>;

/** Names told by trackers, with their ids; a name that may not be made is absent. */
export type Names = ReadonlyMap<string, number>;

interface NamedTable {
  table: 'vendor' | 'tool' | 'agent' | 'project' | 'purpose' | 'customer';
  /** Holds the name. */
  column: 'code' | 'name' | 'external_id';
  /** What an insert says besides. */
  beside?: { column: string; value: string };
  mostNew: number;
  /** A tracker that makes up names (one per request, say) is stopped here. */
  most: number;
}

export const NAMED = {
  vendor: { table: 'vendor', column: 'code', beside: { column: 'name', value: 'told' }, mostNew: 20, most: 1_000 },
  tool: { table: 'tool', column: 'code', beside: { column: 'name', value: 'told' }, mostNew: 20, most: 1_000 },
  agent: {
    table: 'agent',
    column: 'name',
    beside: { column: 'owner_member_id', value: '$2::int' },
    mostNew: 100,
    most: 10_000,
  },
  project: { table: 'project', column: 'name', mostNew: 100, most: 10_000 },
  purpose: { table: 'purpose', column: 'name', mostNew: 100, most: 10_000 },
  customer: { table: 'customer', column: 'external_id', mostNew: 5_000, most: 5_000_000 },
} satisfies Record<string, NamedTable>;

/** Finds the names, and makes the missing ones within the table's bounds, in a fixed order. */
export async function findOrCreateNames(
  client: Client,
  { table, column, beside, mostNew, most }: NamedTable,
  told: ReadonlySet<string>,
  ownerMemberId: number | null,
): Promise<{ ids: Names; created: string[] }> {
  const names = [...told].filter((name) => name !== '').sort();
  if (names.length === 0) return { ids: new Map(), created: [] };
  const read = async () => {
    const { rows } = await client.query<{ id: number; name: string }>(
      `SELECT id, ${column} AS name FROM ${table} WHERE ${column} = ANY($1::text[])`,
      [names],
    );
    return new Map(rows.map(({ id, name }) => [name, id]));
  };
  const known = await read();
  const missing = names.filter((name) => !known.has(name));
  if (missing.length === 0) return { ids: known, created: [] };
  const { rows } = await client.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${table}`);
  const room = Math.max(0, Math.min(mostNew, most - (rows[0]?.count ?? 0)));
  const created = missing.slice(0, room);
  const owner = beside?.value.includes('$2') ? [ownerMemberId] : [];
  await client.query(
    `INSERT INTO ${table} (${[column, ...(beside ? [beside.column] : [])].join(', ')})
     SELECT ${['told', ...(beside ? [beside.value] : [])].join(', ')} FROM unnest($1::text[]) AS told ON CONFLICT DO NOTHING`,
    [created, ...owner],
  );
  return { ids: await read(), created };
}

/** Models by `vendorId name`. */
export async function findOrCreateModels(
  client: Client,
  told: readonly { vendorId: number; name: string }[],
): Promise<Names> {
  const [vendors, names] = [told.map(({ vendorId }) => vendorId), told.map(({ name }) => name)];
  const read = async () => {
    const { rows } = await client.query<{ id: number; vendorId: number; name: string }>(
      `SELECT m.id, m.vendor_id AS "vendorId", m.name FROM model m
       JOIN unnest($1::int[], $2::text[]) AS told(vendor_id, name) ON m.vendor_id = told.vendor_id AND m.name = told.name`,
      [vendors, names],
    );
    return new Map(rows.map(({ id, vendorId, name }) => [`${vendorId} ${name}`, id]));
  };
  const known = await read();
  if (known.size === told.length) return known;
  await client.query(
    `INSERT INTO model (vendor_id, name) SELECT * FROM unnest($1::int[], $2::text[]) AS told(vendor_id, name)
     ORDER BY 1, 2 ON CONFLICT DO NOTHING`,
    [vendors, names],
  );
  return read();
}

export interface ToldSession {
  scope: string;
  externalId: string;
  parent: string;
  branch: string;
}

/** Sessions by `scope externalId`; parents are sessions too. What a session says of itself first stays. */
export async function findOrCreateSessions(client: Client, told: readonly ToldSession[]): Promise<Names> {
  if (told.length === 0) return new Map();
  const [scopes, ids] = [told.map(({ scope }) => scope), told.map(({ externalId }) => externalId)];
  const read = async () => {
    const { rows } = await client.query<{ id: number; scope: string; externalId: string; isTold: boolean }>(
      `SELECT s.id, s.scope, s.external_id AS "externalId", s.parent_id IS NOT NULL OR s.branch <> '' AS "isTold" FROM agent_session s
       JOIN unnest($1::text[], $2::text[]) AS told(scope, external_id) ON s.scope = told.scope AND s.external_id = told.external_id`,
      [scopes, ids],
    );
    return new Map(rows.map(({ scope, externalId, ...row }) => [`${scope} ${externalId}`, row]));
  };
  let known = await read();
  if (known.size < told.length) {
    await client.query(
      `INSERT INTO agent_session (scope, external_id) SELECT * FROM unnest($1::text[], $2::text[]) AS told(scope, external_id)
       ORDER BY 1, 2 ON CONFLICT DO NOTHING`,
      [scopes, ids],
    );
    known = await read();
  }
  const idOf = (scope: string, externalId: string) => known.get(`${scope} ${externalId}`)?.id;
  const changed = told
    .filter(
      ({ scope, externalId, parent, branch }) => (parent || branch) && !known.get(`${scope} ${externalId}`)?.isTold,
    )
    .map(({ scope, externalId, parent, branch }) => ({
      id: idOf(scope, externalId) ?? 0,
      parentId: parent && parent !== externalId ? (idOf(scope, parent) ?? null) : null,
      branch,
    }))
    .sort((a, b) => a.id - b.id);
  if (changed.length > 0)
    await client.query(
      `UPDATE agent_session SET parent_id = told.parent_id, branch = told.branch
       FROM unnest($1::int[], $2::int[], $3::text[]) AS told(id, parent_id, branch) WHERE agent_session.id = told.id`,
      [changed.map(({ id }) => id), changed.map(({ parentId }) => parentId), changed.map(({ branch }) => branch)],
    );
  return new Map([...known].map(([key, { id }]) => [key, id]));
}
