import { globSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const tests = globSync('src/**/*.test.ts', { cwd: import.meta.dirname });
/** Tests that start from something in src/test need a database and run once per engine; all others run once. */
const usesDatabase = (path: string) =>
  /from '(\.{1,2}\/)+(test\/)?test-database\.ts'|from '(\.\.\/)+test\/(?!refusing-server|outlay-process)/.test(
    readFileSync(join(import.meta.dirname, path), 'utf8'),
  );
const onDatabase = tests.filter(usesDatabase);
const unit = tests.filter((path) => !onDatabase.includes(path));

/** Vite would load graphql's ES modules beside the CommonJS ones that Node and our dependencies load: one copy only. */
const oneGraphql = { alias: [{ find: /^graphql$/, replacement: fileURLToPath(import.meta.resolve('graphql')) }] };

const limits = { testTimeout: 30_000, hookTimeout: 60_000 };
/** Files share a worker's modules: loading the API anew for each costs more than most of them do. */
const project = (name: string, include: string[], env: Record<string, string>) => ({
  resolve: oneGraphql,
  test: {
    ...{ name, include, env: { NODE_ENV: 'test', ...env }, environment: 'node' as const, ...limits },
    isolate: name === 'unit',
  },
});

export default defineConfig({
  test: {
    // Much of a test is waiting for a database, so that no core is kept free.
    maxWorkers: availableParallelism(),
    projects: [
      project('unit', unit, {}),
      project('pglite', onDatabase, { OUTLAY_TEST_ON: 'pglite' }),
      ...(process.env.TEST_DATABASE_URL ? [project('postgres', onDatabase, { OUTLAY_TEST_ON: 'postgres' })] : []),
    ],
  },
});
