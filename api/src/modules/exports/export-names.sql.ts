import type { PoolClient } from 'pg';

const statements = {
  members: 'SELECT id, name FROM member',
  emails: 'SELECT id, email AS name FROM member',
  teams: 'SELECT id, name FROM team',
  agents: 'SELECT id, name FROM agent',
  projects: 'SELECT id, name FROM project',
  customers: `SELECT id, external_id AS name FROM customer`,
  vendors: 'SELECT id, name FROM vendor',
  tools: 'SELECT id, name FROM tool',
  models: 'SELECT id, name FROM model',
  purposes: 'SELECT id, name FROM purpose',
  connections: 'SELECT id, name FROM connection',
  identities: `SELECT id, coalesce(nullif(name, ''), external_id) AS name FROM identity`,
  accounts: `SELECT id, code || ' ' || name AS name FROM gl_account`,
} as const;
type Kind = keyof typeof statements;

/** Names by id; what there is none of is the empty text. */
export type ExportNames = Record<Kind, (id: number) => string>;

/** Of everything that is counted in hundreds or thousands, read once for a whole export. */
export async function exportNames<Wanted extends Kind>(
  client: Pick<PoolClient, 'query'>,
  kinds: readonly Wanted[],
): Promise<Pick<ExportNames, Wanted>> {
  const names: Partial<ExportNames> = {};
  for (const kind of kinds) {
    const { rows } = await client.query<{ id: number; name: string | null }>(statements[kind]);
    const byId = new Map(rows.map(({ id, name }) => [id, name ?? '']));
    names[kind] = (id) => byId.get(id) ?? '';
  }
  return names as Pick<ExportNames, Wanted>;
}
