import { readMigrationFiles } from '@outlay/prisma/migrations';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../test/test-database.ts';
import { applyMigrations } from './apply-migrations.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase({ isMigrated: false });
});
afterAll(() => database.close());

test("a coding tool's sessions are the tool's, once each; those of other programs stay the vendor's", async () => {
  const { pool } = database;
  const migrations = readMigrationFiles();
  const index = migrations.findIndex(({ name }) => name.endsWith('_sessions_by_tool'));
  await applyMigrations(pool, migrations.slice(0, index));
  await pool.query(
    `INSERT INTO tool (code, name) VALUES ('claude_code', 'a'), ('codex', 'b'), ('api', 'c') ON CONFLICT DO NOTHING`,
  );
  await pool.query(
    `INSERT INTO agent_session (scope, external_id) VALUES ('v1', 's'), ('v2', 's'), ('v1', 'x'), ('v1', 'own'), ('c1', 's')`,
  );
  await pool.query(
    `INSERT INTO usage_bucket (shard, natural_key, connection_id, stream, evidence, billing_kind, hour, billing_day, day,
       vendor_id, currency, tool_id, session_id)
     SELECT 1, gen_random_uuid(), 0, 'session_file', 'TRACKED', 'METERED', '2026-11-02', '2026-11-02', '2026-11-02', 1, 'USD', t.id, s.id
     FROM (VALUES ('v1', 's', 'claude_code'), ('v2', 's', 'claude_code'), ('v1', 'x', 'codex'), ('v1', 'own', 'api'), ('c1', 's', 'claude_code'))
       AS told(scope, external_id, tool)
     JOIN agent_session s USING (scope, external_id) JOIN tool t ON t.code = told.tool`,
  );
  await applyMigrations(pool, migrations);
  const { rows } = await pool.query('SELECT scope, external_id FROM agent_session ORDER BY id');
  expect(rows.map(({ scope, external_id: id }) => `${scope} ${id}`)).toEqual([
    'tool:claude_code s',
    'v2 s',
    'tool:codex x',
    'v1 own',
    'c1 s',
  ]);
});
