import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as startupErrors from './startup-errors.ts';

test('docs/operations.md explains exactly the exit codes there are', () => {
  const page = readFileSync(join(import.meta.dirname, '../../../docs/operations.md'), 'utf8');
  const explained = [...page.matchAll(/^\| (\d+) \|/gm)].map(([, code]) => Number(code));
  const { StartupError, ...kinds } = startupErrors;
  const codes = Object.values(kinds).map((Kind) => new Kind('').exitCode);
  expect(StartupError.name).toBe('StartupError');
  expect(explained).toEqual([0, 1, ...codes]);
});
