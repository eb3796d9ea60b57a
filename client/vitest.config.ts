import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

const tests = globSync('{src,scripts}/**/*.test.ts', { cwd: import.meta.dirname });
/** Tests that take the sample server share one, started when the first of them runs: one after another, since some write. */
const usesServer = (path: string) =>
  /from '(\.\.?\/)+(test\/)?sample-server\.ts'/.test(readFileSync(join(import.meta.dirname, path), 'utf8'));
const onServer = tests.filter(usesServer);
const unit = tests.filter((path) => !onServer.includes(path));

/** Programs import the package by its name; its tests give them the sources. */
const resolve = { alias: { outlay: join(import.meta.dirname, 'src/tracker/index.ts') } };

const limits = { testTimeout: 30_000, hookTimeout: 60_000, environment: 'node' as const };

export default defineConfig({
  test: {
    projects: [
      { resolve, test: { name: 'unit', include: unit, ...limits } },
      {
        resolve,
        test: {
          name: 'server',
          include: onServer,
          globalSetup: 'src/test/start-sample-server.ts',
          fileParallelism: false,
          ...limits,
        },
      },
    ],
  },
});
