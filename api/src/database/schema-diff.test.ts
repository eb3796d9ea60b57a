import type { MigrationFile } from '@outlay/prisma/migrations';
import { expect, test } from 'vitest';
import { schemaDiff } from './schema-diff.ts';

const schema = (models: string) => [
  { path: 'main.prisma', content: 'datasource db {\n  provider = "postgresql"\n}\n' },
  { path: 'models.prisma', content: models },
];
const team = 'model Team {\n  id Int @id @default(autoincrement())\n  name String @unique\n  double Int?\n}\n';
const migration = (sql: string): MigrationFile => ({ name: 'm', sql, checksum: '' });

test('without migrations the difference is the whole schema, and applied it leaves none', async () => {
  const initial = await schemaDiff([], schema(team));
  expect(initial).toContain('CREATE TABLE "Team"');
  expect(await schemaDiff([migration(initial)], schema(team))).toBe('');
});

test('lists only what changed', async () => {
  const initial = await schemaDiff([], schema(team));
  const changed = await schemaDiff(
    [migration(initial)],
    schema(team.replace('name String', 'name String @db.VarChar(80)')),
  );
  expect(changed).toContain('ALTER TABLE "Team" ALTER COLUMN "name" SET DATA TYPE VARCHAR(80)');
  expect(changed).not.toContain('CREATE TABLE');
});

test('leaves hand-written SQL alone: functions, views, partial and expression indexes, checks, generated columns', async () => {
  const initial = await schemaDiff([], schema(team));
  const byHand = `
    CREATE FUNCTION plus_one(n int) RETURNS int LANGUAGE sql IMMUTABLE AS $$ SELECT n + 1; $$;
    CREATE VIEW team_names AS SELECT name FROM "Team";
    CREATE UNIQUE INDEX team_partial ON "Team" (name) WHERE id > 0;
    CREATE INDEX team_lower ON "Team" (lower(name));
    ALTER TABLE "Team" ADD CONSTRAINT team_positive CHECK (id >= 0);
    ALTER TABLE "Team" DROP COLUMN double, ADD COLUMN double int GENERATED ALWAYS AS (id * 2) STORED;
    CREATE STATISTICS team_statistics ON id, name FROM "Team";`;
  expect(await schemaDiff([migration(initial), migration(byHand)], schema(team))).toBe('');
});
