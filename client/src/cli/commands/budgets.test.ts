import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask, outlay, server } from '../../test/sample-server.ts';

const run = `${performance.now()}`.replace('.', '-');
const names = { full: `Everything ${run}`, wide: `Platform ${run}`, tokens: `Tokens ${run}` };

interface Window {
  from: string;
  until: string;
  spent: string;
  limit: string;
  left: string;
  percent: string;
  state: string;
  daysLeft: number;
}

interface Budget {
  id: string;
  name: string;
  metric: string;
  period: string;
  currency: string | null;
  isHard: boolean;
  subject: { scope: string; name: string };
  currentWindow: Window;
}

const created: string[] = [];

async function create(input: object): Promise<void> {
  const { createBudget } = await ask<{ createBudget: { id?: string; message?: string } }>(
    'mutation ($input: CreateBudgetInput!) { createBudget(input: $input) { ... on Budget { id } ... on Error { message } } }',
    { input },
  );
  expect(createBudget).toEqual({ id: expect.any(String) });
  created.push(createBudget.id ?? '');
}

// The server is shared: a hard budget of everybody would answer for every test after these.
afterAll(async () => {
  for (const budgetId of created)
    await ask('mutation ($input: ArchiveBudgetInput!) { archiveBudget(input: $input) { __typename } }', {
      input: { budgetId },
    });
});

beforeAll(async () => {
  const { dimensionValues } = await ask<{ dimensionValues: { key: string }[] }>(
    '{ dimensionValues(dimension: TEAM, search: "Platform", first: 1) { key } }',
  );
  const platform = { scope: 'TEAM', id: dimensionValues[0]?.key };
  await create({ name: names.full, period: 'YEARLY', limit: '1', subject: { scope: 'ORGANIZATION' }, isHard: true });
  await create({ name: names.wide, period: 'YEARLY', limit: '1000000', subject: platform });
  const organization = { scope: 'ORGANIZATION' };
  await create({
    name: names.tokens,
    period: 'YEARLY',
    metric: 'TOKENS',
    limit: '1000000000000',
    subject: organization,
  });
});

/** The same by GraphQL, the fullest first. */
async function budgets(search = run): Promise<Budget[]> {
  const { budgets } = await ask<{ budgets: { edges: { node: Budget }[] } }>(
    `query ($search: String) { budgets(filter: { isArchived: false, search: $search }, first: 100,
      orderBy: { field: PERCENT, direction: DESC }) { edges { node {
        id name metric period currency isHard subject { scope name }
        currentWindow { from until spent limit left percent state daysLeft }
      } } } }`,
    { search },
  );
  return budgets.edges.map(({ node }) => node);
}

test('--json prints what the API answers', async () => {
  const { code, output } = await outlay(['budgets', '--search', run, '--json']);
  expect(code).toBe(0);
  const expected = await budgets();
  expect(expected.map(({ name }) => name)).toEqual([names.full, names.tokens, names.wide]);
  expect(JSON.parse(output)).toEqual(
    expected.map(({ currentWindow, subject, ...budget }) => ({
      ...budget,
      scope: subject.scope,
      subject: subject.name,
      ...currentWindow,
    })),
  );
});

test('--csv has the same', async () => {
  const { output } = await outlay(['budgets', '--search', run, '--csv']);
  const [head = '', ...lines] = output.trimEnd().split('\r\n');
  expect(head).toBe(
    'id,name,scope,subject,period,metric,currency,is_hard,spent,limit,left,percent,state,from,until,days_left',
  );
  const expected = await budgets();
  expect(lines.map((line) => line.split(',')[0])).toEqual(expected.map(({ id }) => id));
  expect(lines.map((line) => line.split(',')[11])).toEqual(expected.map(({ currentWindow }) => currentWindow.percent));
});

test('the table shows spent, limit, left and percent', async () => {
  const { output } = await outlay(['budgets', '--search', run], { columns: 220 });
  const lines = stripVTControlCharacters(output).split('\n');
  const money = (text: string) =>
    new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' }).format(text as Intl.StringNumericLiteral);
  const [full, tokens, wide] = await budgets();
  const lineOf = (name: string) => lines.find((line) => line.startsWith(name));
  for (const budget of [full, wide]) {
    const { spent = '', limit = '', left = '', percent = '', state = '' } = budget?.currentWindow ?? {};
    for (const part of [money(spent), money(limit), money(left), `${percent}%`, state.toLowerCase()]) {
      expect(lineOf(budget?.name ?? '')).toContain(part);
    }
  }
  expect(lineOf(names.full)).toMatch(/█{10} .*%.*exceeded, hard/);
  expect(lineOf(names.tokens)).toContain(BigInt(tokens?.currentWindow.spent ?? 0).toLocaleString('en-US'));
});

test('7: --check ends a script when one is exceeded', async () => {
  expect((await outlay(['budgets', '--search', run, '--check'])).code).toBe(7);
  expect((await outlay(['budgets', '--search', names.wide, '--check'])).code).toBe(0);
});

test('--state', async () => {
  const { output } = await outlay(['budgets', '--search', run, '--state', 'exceeded', '--json']);
  expect(JSON.parse(output).map(({ name }: Budget) => name)).toEqual([names.full]);
  expect(await outlay(['budgets', '--search', 'nothing like it'])).toMatchObject({
    code: 0,
    output: 'There is no such budget.\n',
  });
});

test('outlay summary shows them too, the fullest first, of everything and of now', async () => {
  const listed = JSON.parse((await outlay(['budgets', '--json'])).output);
  const { budgets } = JSON.parse((await outlay(['summary', '--json'])).output);
  expect(budgets).toEqual(listed);
  const { output } = await outlay(['summary'], { columns: 200 });
  expect(stripVTControlCharacters(output)).toMatch(new RegExp(`^${names.full} +\\$.*%  exceeded, hard$`, 'm'));
  for (const args of [
    ['--period', 'last-month'],
    ['--tool', 'claude_code'],
  ]) {
    expect(JSON.parse((await outlay(['summary', ...args, '--json'])).output)).toMatchObject({ budgets: null });
  }
});

test('a member sees the budgets that bind them', async () => {
  const environment = { OUTLAY_TOKEN: server.tokens.member };
  const { code, output } = await outlay(['budgets', '--json'], { environment });
  expect(code).toBe(0);
  const { budgets } = await ask<{ budgets: { edges: { node: { id: string } }[] } }>(
    '{ budgets(first: 100, orderBy: { field: PERCENT, direction: DESC }) { edges { node { id } } } }',
    {},
    server.tokens.member,
  );
  expect(JSON.parse(output).map(({ id }: Budget) => id)).toEqual(budgets.edges.map(({ node }) => node.id));
});
