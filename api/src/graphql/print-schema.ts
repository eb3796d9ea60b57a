// Writes api/schema.graphql, the committed contract; with --check only compares.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { schema } from './schema.ts';

const path = fileURLToPath(new URL('../../schema.graphql', import.meta.url));
const printed = `${printSchema(lexicographicSortSchema(schema))}\n`;

if (process.argv.includes('--check')) {
  const isSame = readFileSync(path, 'utf8') === printed;
  if (!isSame) process.stderr.write('api/schema.graphql is not what the code says. Run: pnpm codegen:schema\n');
  process.exitCode = isSame ? 0 : 1;
} else {
  writeFileSync(path, printed);
}
