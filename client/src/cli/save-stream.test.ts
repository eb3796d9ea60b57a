import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import { runCli } from '../test/run-cli.ts';
import { type ScriptedServer, startScriptedServer } from '../test/scripted-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'outlay-save-'));
let server: ScriptedServer | undefined;
afterEach(() => server?.close());
afterAll(() => rmSync(folder, { recursive: true }));

test.each([
  ['a file', ['--output', join(folder, 'accounts.csv')]],
  ['standard output', []],
])('a download to %s that breaks off is told as one, and no half file is left', async (_name, flags) => {
  server = await startScriptedServer([
    { headers: { 'content-type': 'text/csv' }, body: 'Code,Name\n6000,', isCut: true },
  ]);
  const environment = { OUTLAY_URL: server.url, OUTLAY_TOKEN: 'outlay_t' };
  const { code, errors } = await runCli(['export', 'gl-accounts', ...flags], { environment });
  expect(code).not.toBe(0);
  expect(errors).toContain('The connection broke before the whole file had come. Try again.');
  if (flags.length > 0) expect(readdirSync(folder)).toEqual([]);
});
