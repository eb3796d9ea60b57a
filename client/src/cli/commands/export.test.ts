import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { outlay, server } from '../../test/sample-server.ts';
import { startScriptedServer } from '../../test/scripted-server.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'outlay-export-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const month = new Date().toISOString().slice(0, 7);
const inMonth = ['--period', month];
const [year = 0, number = 0] = month.split('-').map(Number);
const until = new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 10);
const range = `from=${month}-01&until=${until}`;

/** The same file, asked without the client's code. */
async function fetched(path: string): Promise<Buffer> {
  const headers = { authorization: `Bearer ${server.tokens.admin}` };
  const response = await fetch(`${server.url}/export/${path}`, { headers });
  expect(response.status).toBe(200);
  return Buffer.from(await response.arrayBuffer());
}

/** Some files name the moment they were made. */
const lines = (content: Buffer | string) => String(content).split(/\r?\n/).length;

test.each([
  ['usage', [], `usage.csv?${range}`],
  ['cost-entries', [], `cost-entries.csv?${range}`],
  ['focus', [], `focus.csv?${range}`],
  ['chargeback', [], `chargeback.csv?${range}`],
  ['chargeback', ['--format', 'html'], `chargeback.html?${range}`],
  ['gl-accounts', [], 'gl-accounts.csv'],
])('%s %s streams the file of the server to standard output', async (what, flags, path) => {
  const { code, output } = await outlay(['export', what, ...(what === 'gl-accounts' ? [] : inMonth), ...flags]);
  const expected = await fetched(path);
  expect(code).toBe(0);
  expect(lines(output)).toBeGreaterThan(2);
  if (flags.length === 0) expect(output).toBe(String(expected));
  else expect(lines(output)).toBe(lines(expected));
});

test.each(['generic', 'xero', 'quickbooks-online'])('journal for %s', async (system) => {
  const { code, output } = await outlay(['export', 'journal', '--month', month, '--system', system]);
  expect({ code, output }).toEqual({ code: 0, output: String(await fetched(`journal/${month}.${system}`)) });
});

test('--output writes the whole file and nothing beside it', async () => {
  const path = join(folder, 'usage.csv');
  const { code, output, errors } = await outlay(['export', 'usage', ...inMonth, '--output', path]);
  const expected = await fetched(`usage.csv?${range}`);
  expect({ code, output }).toEqual({ code: 0, output: '' });
  expect(readFileSync(path)).toEqual(expected);
  expect(errors).toBe(
    `${path}: ${expected.length.toLocaleString('en-US')} bytes (usage-${month}-01-${lastDay()}.csv)\n`,
  );
  expect(readdirSync(folder)).toEqual(['usage.csv']);
});

const lastDay = () => new Date(Date.parse(until) - 86_400_000).toISOString().slice(0, 10);

test('a workbook is not written over the terminal', async () => {
  const args = ['export', 'chargeback', ...inMonth, '--format', 'xlsx'];
  const { code, errors } = await outlay(args, { columns: 80 });
  expect(code).toBe(2);
  expect(errors).toContain('Write --output chargeback-');
  const path = join(folder, 'c.xlsx');
  await outlay([...args, '-o', path]);
  expect(readFileSync(path).subarray(0, 2).toString()).toBe('PK');
});

test('5: what only administrators may export', async () => {
  const environment = { OUTLAY_TOKEN: server.tokens.member };
  const { code, errors } = await outlay(['export', 'focus', ...inMonth], { environment });
  expect(code).toBe(5);
  expect(errors).toMatch(/^The server refused: /);
  expect((await outlay(['export', 'usage', ...inMonth], { environment })).code).toBe(0);
});

test.each([
  [['export', 'journal'], '--month: is missing. Write it as YYYY-MM'],
  [['export', 'journal', '--month', '2026-13'], '--month: "2026-13" is no month.'],
  [['export', 'journal', '--system', 'sage'], '--system: "sage" is not possible. Use one of: quickbooks-online'],
  [['export', 'everything'], '<what>: "everything" is not possible. Use one of: usage, cost-entries, focus'],
  [['export'], '<what>: is missing.'],
  [
    ['export', 'gl-accounts', '--period', 'month'],
    '--period: means nothing to export gl-accounts. It takes only --output.',
  ],
  [
    ['export', 'usage', '--format', 'xlsx'],
    '--format: means nothing to export usage. It takes --period, --from, --until.',
  ],
])('2: %s', async (args, message) => {
  expect(await outlay(args)).toMatchObject({ code: 2, errors: expect.stringContaining(message) });
});

test('4: half a file is not kept', async () => {
  const broken = await startScriptedServer([
    { headers: { 'content-type': 'text/csv' }, body: 'code,name\n', isCut: true },
  ]);
  try {
    const path = join(folder, 'accounts.csv');
    const { code, errors } = await outlay(['export', 'gl-accounts', '--output', path], {
      environment: { OUTLAY_URL: broken.url },
    });
    expect({ code, errors }).toMatchObject({
      code: 4,
      errors: expect.stringContaining('The connection broke before the whole file'),
    });
    expect(existsSync(path)).toBe(false);
    expect(readdirSync(folder)).toEqual([]);
  } finally {
    await broken.close();
  }
});

test('a folder that is not there is named', async () => {
  const { code, errors } = await outlay(['export', 'gl-accounts', '--output', join(folder, 'none', 'a.csv')]);
  expect(code).toBe(1);
  expect(errors).toMatch(/ENOENT.*none/);
});
