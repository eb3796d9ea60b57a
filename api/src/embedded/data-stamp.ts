import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { EngineMismatchError, NewerDatabaseError } from '../lib/startup-errors.ts';
import { pgliteVersion, postgresMajor } from './engine-version.ts';
import { syncDirectory } from './initialise-cluster.ts';

const stampSchema = z.object({
  engine: z.literal('pglite'),
  engineVersion: z.string(),
  postgresMajor: z.number(),
  /** Name of the newest migration applied; null before the first. */
  schemaVersion: z.string().nullable(),
});
type DataStamp = z.infer<typeof stampSchema>;

const stampPath = (dataDirectory: string) => join(dataDirectory, 'database.json');
/** PGlite keeps its file format within 0.x. */
const formatOf = (version: string) => version.split('.').slice(0, 2).join('.');

/**
 * Refuses data that this engine cannot open or whose schema this code does not know, before any file is opened.
 * `knownMigrations` are the names of all migrations of this code.
 */
export function requireReadableData(dataDirectory: string, knownMigrations: readonly string[]): void {
  const written = readStamp(dataDirectory);
  if (written === undefined) return;
  const sameFormat = written.engineVersion === '' || formatOf(written.engineVersion) === formatOf(pgliteVersion);
  if (written.postgresMajor !== postgresMajor || !sameFormat) {
    throw new EngineMismatchError(
      `The data in ${dataDirectory} was written by ${engineName(written)}; this version of Outlay runs ` +
        `PGlite ${pgliteVersion} (PostgreSQL ${postgresMajor}) and cannot open it. Nothing was changed. ` +
        'Start the Outlay version that wrote it, save the data with "pnpm db:backup FILE", ' +
        'then load it with this version into an empty directory with "pnpm db:restore FILE".',
    );
  }
  if (written.schemaVersion !== null && !knownMigrations.includes(written.schemaVersion)) {
    throw new NewerDatabaseError(
      `The data in ${dataDirectory} has schema version ${written.schemaVersion}, which this version of Outlay does not ` +
        'know: it was written by a newer one. Nothing was changed. Start that newer version.',
    );
  }
}

/** Records which engine and schema the data has now. */
export function writeStamp(dataDirectory: string, schemaVersion: string | null): void {
  const stamp: DataStamp = { engine: 'pglite', engineVersion: pgliteVersion, postgresMajor, schemaVersion };
  const path = stampPath(dataDirectory);
  writeFileSync(`${path}.unfinished`, `${JSON.stringify(stamp, null, 2)}\n`, { flush: true });
  renameSync(`${path}.unfinished`, path);
  syncDirectory(dirname(path));
}

/** What the stamp says, else what PostgreSQL's own PG_VERSION says; undefined when there is no data. */
function readStamp(dataDirectory: string): DataStamp | undefined {
  if (existsSync(stampPath(dataDirectory))) {
    return stampSchema.parse(JSON.parse(readFileSync(stampPath(dataDirectory), 'utf8')));
  }
  const versionPath = join(dataDirectory, 'db', 'PG_VERSION');
  if (!existsSync(versionPath)) return undefined;
  const major = Number(readFileSync(versionPath, 'utf8'));
  return { engine: 'pglite', engineVersion: '', postgresMajor: major, schemaVersion: null };
}

function engineName({ engineVersion, postgresMajor: major }: DataStamp): string {
  return engineVersion === '' ? `PostgreSQL ${major}` : `PGlite ${engineVersion} (PostgreSQL ${major})`;
}
