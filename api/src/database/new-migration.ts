import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { migrationsDirectory, readMigrationFiles, readSchemaFiles } from '@outlay/prisma/migrations';
import { schemaDiff } from './schema-diff.ts';

const usage = 'Usage: pnpm db:migration NAME   (lower-case words joined by _, for example add_budget_currency)';

const name = process.argv[2];
if (name === undefined || !/^[a-z0-9]+(_[a-z0-9]+)*$/.test(name)) {
  process.stderr.write(name === undefined ? `${usage}\n` : `"${name}" is not a migration name.\n${usage}\n`);
  process.exit(2);
}

const script = await schemaDiff(readMigrationFiles(), readSchemaFiles());
if (script === '') {
  process.stdout.write('prisma/schema and prisma/migrations agree: there is nothing to write.\n');
  process.exit(0);
}

const timestamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
const path = join(migrationsDirectory, `${timestamp}_${name}`, 'migration.sql');
mkdirSync(join(path, '..'));
writeFileSync(path, script);
writeLockFile(join(migrationsDirectory, 'migration_lock.toml'));
process.stdout.write(
  `Wrote ${relative(process.cwd(), path)}. Read it before you commit it; append hand-written SQL at its end.\n`,
);

/** The file by which `prisma migrate` knows whose SQL the folder holds. */
function writeLockFile(lockPath: string): void {
  if (!existsSync(lockPath)) writeFileSync(lockPath, 'provider = "postgresql"\n');
}
