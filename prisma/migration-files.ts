import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One folder of `prisma/migrations`: its name, the SQL, and the checksum Prisma records (SHA-256 of the file, hex). */
export type MigrationFile = { readonly name: string; readonly sql: string; readonly checksum: string };

export const migrationsDirectory = join(import.meta.dirname, 'migrations');
export const schemaDirectory = join(import.meta.dirname, 'schema');

/** Every `<name>/migration.sql` below `directory`, in the order they are applied. A folder without the file is an error. */
export function readMigrationFiles(directory: string = migrationsDirectory): MigrationFile[] {
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => readMigrationFile(directory, name));
}

function readMigrationFile(directory: string, name: string): MigrationFile {
  const path = join(directory, name, 'migration.sql');
  if (!existsSync(path))
    throw new Error(`Migration folder ${name} has no migration.sql: restore the file or delete the folder.`);
  const content = readFileSync(path);
  return { name, sql: content.toString('utf8'), checksum: createHash('sha256').update(content).digest('hex') };
}

/** The `.prisma` files of the schema folder, as the schema engine takes them. */
export function readSchemaFiles(directory: string = schemaDirectory): { path: string; content: string }[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.prisma'))
    .sort()
    .map((path) => ({ path: join(directory, path), content: readFileSync(join(directory, path), 'utf8') }));
}
