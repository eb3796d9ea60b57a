import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { Dimension, Measure } from '../../gql/graphql.ts';
import { ask, outlay, server } from '../../test/sample-server.ts';
import { dayIn } from './period.ts';

interface Row {
  key: string[];
  labels: string[];
  values: (string | null)[];
  hasUnpriced: boolean;
}

interface Pivot {
  rows: Row[];
  other: Row | null;
  totals: Row;
  rowCount: number;
  unattributed: string;
  incompleteFrom: string | null;
}

const ZONE = 'America/New_York';
const today = dayIn(ZONE, new Date());
const range = { from: `${today.slice(0, 4)}-01-01`, until: `${Number(today.slice(0, 4)) + 1}-01-01` };
const inRange = ['--from', range.from, '--until', range.until];

/** The same question by GraphQL. */
async function pivotOf(rows: Dimension, measures: Measure[], more: object = {}, token = server.tokens.admin) {
  const { pivot } = await ask<{ pivot: Pivot }>(
    `query ($input: PivotInput!) { pivot(input: $input) {
      rowCount unattributed incompleteFrom rows { ...R } other { ...R } totals { ...R }
    } }
    fragment R on PivotRow { key labels values hasUnpriced }`,
    { input: { ...range, rows: [rows], measures, first: 10_000, ...more } },
    token,
  );
  return pivot;
}

const MEASURES = {
  spend: 'SPEND',
  listValue: 'LIST_VALUE',
  totalTokens: 'TOTAL_TOKENS',
  inputTokens: 'INPUT_TOKENS',
  cacheReadTokens: 'CACHE_READ_TOKENS',
  cacheWriteTokens: 'CACHE_WRITE_TOKENS',
  outputTokens: 'OUTPUT_TOKENS',
  cacheHitRate: 'CACHE_HIT_RATE',
  requests: 'REQUESTS',
  sessions: 'SESSIONS',
  activeMembers: 'ACTIVE_MEMBERS',
  activeDays: 'ACTIVE_DAYS',
  costPerMtok: 'COST_PER_MTOK',
} as const satisfies Record<string, Measure>;

const money = (text: string | null) =>
  text === null
    ? '–'
    : new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' }).format(text as Intl.StringNumericLiteral);

const commands = [
  ['models', 'MODEL'],
  ['daily', 'DAY'],
  ['projects', 'PROJECT'],
  ['members', 'MEMBER'],
  ['agents', 'AGENT'],
] as const;

describe('every report', () => {
  test.each(commands)('%s --json prints what the API answers, exactly', async (command, dimension) => {
    const { code, output } = await outlay([command, ...inRange, '--json']);
    expect(code).toBe(0);
    const report = JSON.parse(output);
    const columns = Object.keys(MEASURES).filter((name) => name in report.totals) as (keyof typeof MEASURES)[];
    const pivot = await pivotOf(
      dimension,
      columns.map((name) => MEASURES[name]),
    );
    const picked = (row: Record<string, unknown>) => columns.map((name) => row[name]);
    expect(pivot.rows.length).toBeGreaterThan(1);
    expect(report.rows.map(picked)).toEqual(pivot.rows.map(({ values }) => values));
    expect(
      report.rows.map(({ key, name, hasUnpriced }: Row & { name: string }) => [[key], [name], hasUnpriced]),
    ).toEqual(pivot.rows.map(({ key, labels, hasUnpriced }) => [key, labels, hasUnpriced]));
    expect(picked(report.totals)).toEqual(pivot.totals.values);
    expect(report).toMatchObject({
      organization: 'Acme',
      ...range,
      zone: ZONE,
      currency: 'USD',
      rowCount: pivot.rowCount,
      unattributed: pivot.unattributed,
      incompleteFrom: pivot.incompleteFrom,
      other: null,
    });
  });

  test.each(commands)('%s --csv has the same rows', async (command, dimension) => {
    const { output } = await outlay([command, ...inRange, '--csv']);
    const [head = '', ...lines] = output.trimEnd().split('\r\n');
    const titles = head.split(',');
    const pivot = await pivotOf(dimension, ['SPEND', 'TOTAL_TOKENS']);
    const cell = (line: string, title: string) => line.split(',')[titles.indexOf(title)];
    // No label of the sample holds a comma.
    expect(lines.map((line) => [cell(line, 'key'), cell(line, 'spend'), cell(line, 'total_tokens')])).toEqual(
      pivot.rows.map(({ key, values }) => [key[0], ...values]),
    );
    expect(cell(lines[0] ?? '', 'currency')).toBe('USD');
  });

  test.each(commands)('%s shows the same figures in a table, largest and total', async (command, dimension) => {
    const { output } = await outlay([command, ...inRange], { columns: 400 });
    const pivot = await pivotOf(dimension, ['SPEND', 'TOTAL_TOKENS']);
    const lines = stripVTControlCharacters(output).split('\n');
    expect(lines[0]).toBe(`Acme · ${range.from} to ${today.slice(0, 4)}-12-31, ${ZONE} · USD`);
    for (const { labels, values } of [...pivot.rows, { labels: ['Total'], values: pivot.totals.values }]) {
      const line = lines.find(
        (candidate) => candidate.startsWith(labels[0] ?? '?') && candidate.includes(money(values[0] ?? null)),
      );
      expect(line, labels[0]).toBeDefined();
    }
  });
});

test('a share is a quotient of the same answer', async () => {
  const { rows, totals } = JSON.parse((await outlay(['agents', ...inRange, '--json'])).output);
  for (const { spend, share } of rows) expect(Number(share)).toBeCloseTo(Number(spend) / Number(totals.spend), 5);
});

test.each([
  ['agents', 'AGENT'],
  ['members', 'MEMBER'],
  ['projects', 'PROJECT'],
] as const)('%s: averages per session leave out what has none', async (command, dimension) => {
  const byTool = await pivotOf('TOOL', ['SESSIONS', 'SPEND']);
  const counting = byTool.rows.filter(({ values }) => values[0] !== '0').flatMap(({ key }) => key);
  const without = byTool.rows.filter(({ values }) => values[0] === '0' && Number(values[1]) > 0);
  expect(counting.length).toBeGreaterThan(0);
  expect(without.length).toBeGreaterThan(0);
  const pivot = await pivotOf(dimension, ['SPEND', 'TOTAL_TOKENS', 'SESSIONS'], {
    filters: [{ dimension: 'TOOL', in: counting }],
  });
  const averages = (values: (string | null)[] = []) => {
    const [spend, tokens, sessions] = values.map(Number);
    return sessions ? [(spend ?? 0) / sessions, (tokens ?? 0) / sessions] : [null, null];
  };
  const { rows, totals } = JSON.parse((await outlay([command, ...inRange, '--json'])).output);
  const printed = [...rows, { ...totals, key: 'TOTAL' }];
  const expected = new Map(
    [...pivot.rows, { key: ['TOTAL'], values: pivot.totals.values }].map((row) => [row.key[0], row.values]),
  );
  for (const { key, spendPerSession, tokensPerSession } of printed) {
    const [spend, tokens] = averages(expected.get(key));
    if (spend == null || tokens == null) expect([spendPerSession, tokensPerSession]).toEqual([null, null]);
    else {
      expect(Number(spendPerSession)).toBeCloseTo(spend, 3);
      expect(Number(tokensPerSession)).toBeCloseTo(tokens, -1);
    }
  }
  expect(totals.spendPerSession).not.toBeNull();
});

test('filters by names hold together, and the server explains unknown ones', async () => {
  const { output } = await outlay(['models', ...inRange, '--team', 'platform', '--tool', 'claude_code', '--json']);
  const filters = [
    { dimension: 'TEAM', in: ['Platform'] },
    { dimension: 'TOOL', in: ['claude_code'] },
  ];
  const pivot = await pivotOf('MODEL', ['SPEND'], { filters });
  expect(JSON.parse(output).totals.spend).toBe(pivot.totals.values[0]);
  expect(Number(pivot.totals.values[0])).toBeGreaterThan(0);
  const { code, errors } = await outlay(['models', '--team', 'Plattform']);
  expect(code).toBe(5);
  expect(errors).toMatch(/^The server refused: filters\[0\]\.in: .*Plattform/);
});

test('--limit sums up what it leaves out', async () => {
  const { output } = await outlay(['models', ...inRange, '--limit', '2', '--json']);
  const report = JSON.parse(output);
  const pivot = await pivotOf('MODEL', ['SPEND'], { first: 2 });
  expect(report.rows).toHaveLength(2);
  expect(report.other.spend).toBe(pivot.other?.values[0]);
  const table = await outlay(['models', ...inRange, '-n', '2']);
  expect(table.output).toContain(`${pivot.rowCount - 2} more`);
  expect(table.output).toContain(money(pivot.other?.values[0] ?? null));
});

test('a member sees their own figures, as the API answers them', async () => {
  const environment = { OUTLAY_TOKEN: server.tokens.member };
  const { code, output } = await outlay(['members', ...inRange, '--json'], { environment });
  const pivot = await pivotOf('MEMBER', ['SPEND'], {}, server.tokens.member);
  expect(code).toBe(0);
  expect(JSON.parse(output).totals.spend).toBe(pivot.totals.values[0]);
  expect(JSON.parse(output).rows).toHaveLength(pivot.rows.length);
});

test('days are those of the reporting zone', async () => {
  // 03:30 UTC on the 10th is still the 9th in New York.
  const now = () => new Date('2026-11-10T03:30:00Z');
  const { output } = await outlay(['daily', '--period', 'today', '--json'], { now });
  expect(JSON.parse(output)).toMatchObject({ from: '2026-11-09', until: '2026-11-10' });
});

test('says so when there is nothing', async () => {
  const { code, output } = await outlay(['models', '--period', '2001']);
  expect({ code, output }).toEqual({
    code: 0,
    output: `Acme · 2001-01-01 to 2001-12-31, ${ZONE} · USD\n\nNothing was used or booked in these days.\n`,
  });
});

test.each([
  [['models', '--period', 'fortnight'], '--period: "fortnight" is no period. Use one of: today,'],
  [['models', '--from', '2026-13-01'], '--from: "2026-13-01" is no day. Write it as YYYY-MM-DD'],
  [['models', '--until', '2026-11-01'], '--until: needs --from.'],
  [['models', '--from', '2026-11-02', '--until', '2026-11-02'], '--until: 2026-11-02 is not after --from 2026-11-02.'],
  [['models', '--from', '2026-11-02', '--period', 'month'], '--period: cannot go with --from.'],
  [['models', '--limit', '0'], '--limit: "0" is no whole number from 1 to 10000.'],
  [['models', '--csv', '--json'], '--csv: cannot go with --json.'],
  [['models', '--perriod', 'month'], '--perriod: is no flag of outlay models. Did you mean --period?'],
  [['models', '--period'], '--period: needs a value.'],
  [['models', '--json=yes'], '--json: takes no value, not "yes".'],
  [['models', 'extra'], '"extra": is more than outlay models takes.'],
])('2: %s', async (args, message) => {
  const { code, errors, output } = await outlay(args);
  expect({ code, output }).toEqual({ code: 2, output: '' });
  expect(errors).toContain(message);
});

test('4: a server that cannot be reached', async () => {
  const { code, errors } = await outlay(['models'], {
    environment: { OUTLAY_URL: 'http://127.0.0.1:2', OUTLAY_TOKEN: 'outlay_x' },
  });
  expect({ code, errors }).toMatchObject({
    code: 4,
    errors: expect.stringContaining('http://127.0.0.1:2 cannot be reached'),
  });
});
