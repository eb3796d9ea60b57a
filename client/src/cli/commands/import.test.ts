import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ask, outlay, server } from '../../test/sample-server.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'outlay-import-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** Each run its own file: the same one twice is refused. */
const unique = () => `Credits ${performance.now()}`;

async function entriesCalled(description: string) {
  const { costEntries } = await ask<{
    costEntries: { edges: { node: { description: string; amount: string; date: string; voidedAt: string | null } }[] };
  }>('{ costEntries(first: 500) { edges { node { description amount date voidedAt } } } }');
  return costEntries.edges.map(({ node }) => node).filter((entry) => entry.description === description);
}

test('reads cost entries in, once', async () => {
  const description = unique();
  const path = file('costs.csv', `date,description,amount,currency\n2024-03-01,${description},12.50,USD\n`);
  expect(await outlay(['import', path])).toMatchObject({ code: 0, output: 'Read in from costs.csv: 1 row.\n' });
  expect(await entriesCalled(description)).toMatchObject([{ date: '2024-03-01', amount: '12.5', voidedAt: null }]);
  const again = await outlay(['import', path]);
  expect(again).toMatchObject({ code: 5, errors: expect.stringContaining('This very file was imported already.') });
  expect(await entriesCalled(description)).toHaveLength(1);
});

test('takes columns of other names, from standard input', async () => {
  const description = unique();
  const args = ['import', '-', '--map', 'date=Booked', '--map', 'amount=Value', '--map', 'description=Text'];
  const input = `Booked;Text;Value;Balance\n2024-03-02;${description};3.25;100\n`;
  expect(await outlay(args, { input })).toMatchObject({ code: 0, output: 'Read in from standard input: 1 row.\n' });
  expect(await entriesCalled(description)).toMatchObject([{ amount: '3.25' }]);
});

test('5: names every line that is wrong, and reads nothing in', async () => {
  const description = unique();
  const input = `date,description,amount\n2024-03-03,${description},1\n2024-02-30,Bad,x\n`;
  const { code, errors, output } = await outlay(['import', '-'], { input });
  expect({ code, output }).toEqual({ code: 5, output: '' });
  expect(errors).toMatch(/^Nothing was read in:\nline 3, date "2024-02-30": is not a day/);
  expect(errors).toMatch(/line 3, amount "x"/);
  expect(await entriesCalled(description)).toEqual([]);
});

test('reads accounts in', async () => {
  const code = `9${Math.floor(performance.now()) % 1000}9`;
  const path = file('accounts.csv', `code,name,type\n${code},Research models,EXPENSE\n`);
  expect(await outlay(['import', path, '--kind', 'gl-accounts'])).toMatchObject({ code: 0 });
  const { glAccounts } = await ask<{ glAccounts: { edges: { node: { code: string; name: string } }[] } }>(
    'query ($code: String) { glAccounts(search: $code) { edges { node { code name } } } }',
    { code },
  );
  expect(glAccounts.edges[0]?.node).toEqual({ code, name: 'Research models' });
});

test('2: a file that is not there, and a mapping that is none', async () => {
  const missing = await outlay(['import', join(folder, 'none.csv')]);
  expect(missing).toMatchObject({ code: 2, errors: expect.stringMatching(/none\.csv" cannot be read \(ENOENT\)/) });
  const path = file('a.csv', 'date,description,amount\n');
  const mapping = await outlay(['import', path, '--map', 'date']);
  expect(mapping).toMatchObject({ code: 2, errors: expect.stringContaining('--map: "date" is no mapping.') });
});

test('5: members may not', async () => {
  const environment = { OUTLAY_TOKEN: server.tokens.member };
  const { code } = await outlay(['import', '-'], { environment, input: 'date,description,amount\n2024-01-01,a,1\n' });
  expect(code).toBe(5);
});
