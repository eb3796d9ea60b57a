import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { migrationsDirectory, readMigrationFiles, readSchemaFiles } from '@outlay/prisma/migrations';
import { schemaDiff } from './schema-diff.ts';

const usage = 'Usage: pnpm db:migration NAME   (lower-case words joined by _, for example add_budget_currency)';

const name = process.argv[2];
if (name === undefined || !/^[a-z0-9]+(_[a-z0-9]+)*$/.test(name)) {
  console.error(name === undefined ? usage : `"${name}" is not a migration name.\n${usage}`);
  process.exit(2);
}

const script = await schemaDiff(readMigrationFiles(), readSchemaFiles());
if (script === '') {
  console.log('prisma/schema and prisma/migrations agree: there is nothing to write.');
  process.exit(0);
}

const timestamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
const path = join(migrationsDirectory, `${timestamp}_${name}`, 'migration.sql');
mkdirSync(join(path, '..'));
writeFileSync(path, script);
writeLockFile(join(migrationsDirectory, 'migration_lock.toml'));
console.log(
  `Wrote ${relative(process.cwd(), path)}. Read it before you commit it; append hand-written SQL at its end.`,
);

/** The file by which `prisma migrate` knows whose SQL the folder holds. */
function writeLockFile(lockPath: string): void {
  if (!existsSync(lockPath)) writeFileSync(lockPath, 'provider = "postgresql"\n');
}
