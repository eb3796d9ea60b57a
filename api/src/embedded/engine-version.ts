import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const entry = fileURLToPath(import.meta.resolve('@electric-sql/pglite'));
const manifest: { version: string } = JSON.parse(readFileSync(join(dirname(entry), '..', 'package.json'), 'utf8'));

/** Version of the embedded engine's package, for example 0.5.14. */
export const pgliteVersion = manifest.version;
/** The PostgreSQL major version whose files PGlite 0.5 reads and writes. */
export const postgresMajor = 18;
