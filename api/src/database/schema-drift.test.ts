import { readMigrationFiles, readSchemaFiles } from '@outlay/prisma/migrations';
import { expect, test } from 'vitest';
import { schemaDiff } from './schema-diff.ts';

test('the migrations, applied in order, make exactly the Prisma schema', { timeout: 60_000 }, async () => {
  expect(await schemaDiff(readMigrationFiles(), readSchemaFiles())).toBe('');
});
