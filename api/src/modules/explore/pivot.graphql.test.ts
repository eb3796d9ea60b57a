import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { db } from '../../db.ts';
import { createToken } from '../../test/factories.ts';
import { createTestApi, type TestApi, type TestClient } from '../../test/graphql-client.ts';
import { createAcme, NOW, PIVOT, type PivotData } from './acme-fixture.ts';

let api: TestApi;
let acme: Awaited<ReturnType<typeof createAcme>>;
let asAdmin: TestClient;
beforeAll(async () => {
  api = await createTestApi({ now: NOW });
  acme = await createAcme();
  await db.connection.create({ data: { vendorId: acme.vendor.id, name: 'Second account' } });
  await db.agentSession.create({ data: { scope: 'elsewhere', externalId: 'secret-run' } });
  asAdmin = api.as(acme.admin);
});
afterAll(() => api.close());

const november = { from: '2026-11-01', until: '2026-12-01' };
const plain = { ...november, rows: ['MEMBER'], measures: ['SPEND'] };

async function pivot(input: Record<string, unknown>, client = asAdmin) {
  return (await client.query<PivotData>(PIVOT, { input: { ...plain, ...input } })).pivot;
}
async function refusal(input: Record<string, unknown>, client = asAdmin) {
  const { errors } = await client.execute(PIVOT, { input: { ...plain, ...input } });
  expect(errors).toHaveLength(1);
  return errors[0]?.extensions ?? {};
}
const keys = (rows: { key: string[] }[]) => rows.map(({ key }) => key.join(' / '));

describe('rows and totals', () => {
  test('members by spend, Unattributed last and always shown, totals exact to the nano-unit', async () => {
    const answer = await pivot({});
    expect(answer.rows).toEqual([
      { key: [`Member:${acme.ana.id}`], labels: ['Ana Lima'], values: ['6.000000001'], previous: null },
      { key: [`Member:${acme.ben.id}`], labels: ['Ben Okoro'], values: ['3'], previous: null },
      { key: ['UNATTRIBUTED'], labels: ['Unattributed'], values: ['7'], previous: null },
    ]);
    expect(answer.totals).toEqual({ key: [], labels: [], values: ['16.000000001'], previous: null });
    expect(answer).toMatchObject({ other: null, rowCount: 3, unattributed: '7', columns: [] });
  });

  test('Unattributed comes besides `first`; what is cut is one row, whichever page', async () => {
    const first = await pivot({ first: 1 });
    expect(keys(first.rows)).toEqual([`Member:${acme.ana.id}`, 'UNATTRIBUTED']);
    expect(first.other).toMatchObject({ key: ['OTHER'], labels: ['Other'], values: ['3'] });
    expect(first.rowCount).toBe(3);
    const second = await pivot({ first: 1, offset: 1 });
    expect(keys(second.rows)).toEqual([`Member:${acme.ben.id}`, 'UNATTRIBUTED']);
    expect(second.other?.values).toEqual(['6.000000001']);
    expect(second.totals.values).toEqual(['16.000000001']);
  });

  test('columns: cells for each column and measure, then the row’s totals', async () => {
    const answer = await pivot({ columns: ['MODEL'], measures: ['SPEND', 'COST_PER_MTOK', 'ACTIVE_DAYS'] });
    expect(answer.columns.map(({ labels }) => labels)).toEqual([['opus-4'], ['haiku-4']]);
    expect(answer.rows[0]?.values).toEqual([
      ...['5.000000001', '3.333333334', '1'],
      ...['1', '1', '1'],
      ...['6.000000001', '2.4', '2'],
    ]);
    expect(answer.totals.values.slice(-3)).toEqual(['16.000000001', '3.461538462', '3']);
  });

  test('subtotals come before their children, ordered within their parent', async () => {
    const answer = await pivot({ rows: ['MEMBER', 'MODEL'], subtotals: true });
    const [ana, ben] = [`Member:${acme.ana.id}`, `Member:${acme.ben.id}`];
    const [opus, haiku] = [`Model:${acme.opus.id}`, `Model:${acme.haiku.id}`];
    expect(keys(answer.rows)).toEqual([
      ...[ana, `${ana} / ${opus}`, `${ana} / ${haiku}`],
      ...[ben, `${ben} / ${opus}`],
      ...['UNATTRIBUTED', `UNATTRIBUTED / ${opus}`],
    ]);
    const ascending = await pivot({
      rows: ['MEMBER', 'MODEL'],
      first: 1,
      orderBy: { measure: 'SPEND', direction: 'ASC' },
    });
    expect(keys(ascending.rows)).toEqual([`${ben} / ${opus}`, `UNATTRIBUTED / ${opus}`]);
  });

  test('a dimension that never applies is one row, NONE, which is not the total', async () => {
    const answer = await pivot({ rows: ['CATEGORY', 'MODEL'], subtotals: true });
    expect(keys(answer.rows)).toEqual(['NONE', `NONE / Model:${acme.opus.id}`, `NONE / Model:${acme.haiku.id}`]);
    expect(answer).toMatchObject({ rowCount: 1, totals: { key: [], values: ['16.000000001'] } });
  });

  test('orders by a pivoted column, and by label', async () => {
    const order = (orderBy: object) => pivot({ columns: ['MODEL'], orderBy });
    const haiku = { measure: 'SPEND', column: [`Model:${acme.haiku.id}`] };
    expect(keys((await order({ ...haiku, direction: 'ASC' })).rows)[0]).toBe(`Member:${acme.ben.id}`);
    expect(keys((await order({ ...haiku, direction: 'DESC' })).rows)[0]).toBe(`Member:${acme.ana.id}`);
    expect((await order({ direction: 'DESC' })).rows.map(({ labels }) => labels[0])).toEqual([
      'Ben Okoro',
      'Ana Lima',
      'Unattributed',
    ]);
  });

  test('periods in time; distinct counts never add up', async () => {
    const answer = await pivot({ rows: ['WEEK', 'DAY'], measures: ['ACTIVE_MEMBERS', 'REQUESTS'], subtotals: true });
    expect(answer.rows.map(({ key, values }) => [key.at(-1), ...values])).toEqual([
      ['2026-W45', '2', '6'],
      ['2026-11-03', '1', '3'],
      ['2026-11-04', '2', '3'],
      ['2026-11-05', '0', '0'],
    ]);
  });

  test('comparison: the month before, and rows that vanished stay', async () => {
    const answer = await pivot({
      rows: ['MODEL'],
      compareTo: 'PREVIOUS_PERIOD',
      filters: [only('MEMBER', 'ben@acme.test')],
    });
    expect(answer.rows.map(({ labels, values, previous }) => [labels[0], values, previous])).toEqual([
      ['opus-4', ['3'], ['0']],
      ['haiku-4', ['0'], ['2']],
    ]);
    expect(answer.totals).toMatchObject({ values: ['3'], previous: ['2'] });
    const lost = await pivot({ rows: ['MODEL'], measures: ['CACHE_HIT_RATE'], compareTo: 'PREVIOUS_PERIOD' });
    expect(lost.rows.map(({ previous }) => previous)).toEqual([['0'], [null]]);
  });

  test('no rows asked for: the totals alone; nothing in range: nothing', async () => {
    expect(await pivot({ rows: [] })).toMatchObject({ rows: [], rowCount: 0, totals: { values: ['16.000000001'] } });
    expect(
      await pivot({ from: '2025-01-01', until: '2025-02-01', measures: ['SPEND', 'COST_PER_REQUEST'] }),
    ).toMatchObject({
      rows: [],
      other: null,
      totals: { values: ['0', null] },
      unattributed: '0',
    });
  });
});

const only = (dimension: string, ...values: string[]) => ({ dimension, in: values });

describe('filters', () => {
  it.each<[string, () => object, string]>([
    ['a global id', () => only('MEMBER', `Member:${acme.ana.id}`), '6.000000001'],
    ['an email in any case', () => only('MEMBER', 'BEN@Acme.Test'), '3'],
    ['a name', () => only('MEMBER', 'ana lima'), '6.000000001'],
    ['Unattributed', () => only('MEMBER', 'UNATTRIBUTED'), '7'],
    ['a model name', () => only('MODEL', 'opus-4'), '15.000000001'],
    ['a tool code', () => only('TOOL', 'coder'), '5.000000001'],
    ['what has no tool', () => only('TOOL', 'NONE'), '11'],
    ['a vendor code', () => only('VENDOR', 'acme-ai'), '16.000000001'],
    ['an API key', () => only('API_KEY', `ApiKey:${acme.key.id}`), '7'],
    ['a session', () => only('SESSION', `AgentSession:${acme.session.id}`), '5.000000001'],
    ['a team', () => only('TEAM', 'Research'), '6.000000001'],
    ['evidence', () => only('EVIDENCE', 'BILLED'), '7'],
    ['the kind of cost', () => only('COST_KIND', 'FIXED'), '0'],
    ['no account', () => only('GL_ACCOUNT', 'NONE'), '16.000000001'],
    ['a day', () => only('DAY', '2026-11-04'), '4'],
    ['a week', () => only('WEEK', '2026-W45'), '16.000000001'],
    ['a month', () => only('MONTH', '2026-10'), '0'],
    ['an hour', () => only('HOUR', '2026-11-04T10:00:00Z'), '3'],
    ['weekdays', () => only('WEEKDAY', '2', '4'), '12.000000001'],
    ['nothing', () => only('MEMBER'), '0'],
    ['all but one', () => ({ dimension: 'MEMBER', notIn: ['UNATTRIBUTED'] }), '9.000000001'],
    ['all', () => ({ dimension: 'MEMBER', notIn: [] }), '16.000000001'],
    ['part of a label', () => ({ dimension: 'MEMBER', search: 'oko' }), '3'],
    ['part of a special label', () => ({ dimension: 'MEMBER', search: 'unattr' }), '7'],
    ['part of no label', () => ({ dimension: 'MODEL', search: 'zzz' }), '0'],
  ])('%s', async (_name, filter, spend) => {
    expect((await pivot({ filters: [filter()] })).totals.values).toEqual([spend]);
  });

  test('all must hold, also on one dimension', async () => {
    const filters = [
      only('MEMBER', 'ana@acme.test', 'ben@acme.test'),
      { dimension: 'MEMBER', notIn: ['ben@acme.test'] },
    ];
    expect((await pivot({ filters: [...filters, only('MODEL', 'haiku-4')] })).totals.values).toEqual(['1']);
  });

  test('accept every key that a pivot returns', async () => {
    for (const dimension of [
      'MEMBER',
      'TEAM',
      'PROJECT',
      'CUSTOMER',
      'PURPOSE',
      'SESSION',
      'VENDOR',
      'TOOL',
      'MODEL',
      'API_KEY',
      'CONNECTION',
      'GL_ACCOUNT',
      'COST_KIND',
      'BILLING_KIND',
      'EVIDENCE',
      'CATEGORY',
      'HOUR',
      'DAY',
      'WEEK',
      'MONTH',
      'QUARTER',
      'YEAR',
      'WEEKDAY',
    ]) {
      const { rows } = await pivot({ rows: [dimension] });
      for (const { key, values } of rows) {
        expect([dimension, key, (await pivot({ filters: [{ dimension, in: key }] })).totals.values]).toEqual([
          dimension,
          key,
          values,
        ]);
      }
    }
  });
});

test('every row of the largest pivot can be left out', async () => {
  const shown = [...Array(10_000).fill(`Member:${acme.ana.id}`), 'UNATTRIBUTED'];
  expect(keys((await pivot({ filters: [{ dimension: 'MEMBER', notIn: shown }] })).rows)).toEqual([
    `Member:${acme.ben.id}`,
  ]);
});

describe('who may see what', () => {
  test('nobody without signing in', async () => {
    expect(await refusal({}, api.anonymous)).toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  test('a token needs the scope READ', async () => {
    const token = await createToken({ member: acme.admin, scopes: ['USAGE_WRITE'] });
    expect(await refusal({}, api.withToken(token))).toMatchObject({ code: 'FORBIDDEN' });
  });

  test('a script of an administrator gets the same numbers', async () => {
    const token = await createToken({ member: acme.admin });
    expect(await pivot({}, api.withToken(token))).toEqual(await pivot({}));
  });

  it.each(['by browser', 'by token'])('a member sees own rows only, %s', async (way) => {
    const client = way === 'by token' ? api.withToken(await createToken({ member: acme.ana })) : api.as(acme.ana);
    const answer = await pivot({ first: 1, columns: ['MODEL'], compareTo: 'PREVIOUS_PERIOD' }, client);
    expect(keys(answer.rows)).toEqual([`Member:${acme.ana.id}`]);
    expect(answer).toMatchObject({ other: null, rowCount: 1, unattributed: '0' });
    expect(answer.totals.values.at(-1)).toBe('6.000000001');
    expect(answer.totals.previous?.at(-1)).toBe('0');
    const others = await pivot({ filters: [only('MEMBER', `Member:${acme.ben.id}`)] }, client);
    expect(others).toMatchObject({ rows: [], totals: { values: ['0'] } });
  });

  test('a member learns no address of others', async () => {
    const client = api.as(acme.ana);
    const known = await refusal({ filters: [only('MEMBER', 'ben@acme.test')] }, client);
    const unknown = await refusal({ filters: [only('MEMBER', 'xen@acme.test')] }, client);
    expect(known.remedy).toBe(unknown.remedy);
    expect(JSON.stringify(known.remedy)).not.toContain('ben@');
  });
});

describe('a member cannot find out what exists beside the own usage', () => {
  const answers = async (client: TestClient, dimension: string, value: string) => {
    const { data, errors } = await client.execute(PIVOT, { input: { ...plain, filters: [only(dimension, value)] } });
    return errors[0]?.extensions ?? (data as PivotData).pivot.totals.values;
  };

  it.each([
    ['API_KEY', 'ci', 'xx'],
    ['API_KEY', 'API_KEY_ci', 'API_KEY_xx'],
    ['API_KEY', 'USER_ben', 'USER_xxx'],
    ['CONNECTION', 'Second account', 'Missing account'],
    ['SESSION', 'secret-run', 'unknown-run'],
    ['MEMBER', 'Ben Okoro', 'Bob Nobody'],
  ])('of %s: %s is as unknown as %s', async (dimension, existing, missing) => {
    const [known, unknown] = await Promise.all(
      [existing, missing].map((value) => answers(api.as(acme.ana), dimension, value)),
    );
    expect(known).toMatchObject({ code: 'INVALID_INPUT', value: existing });
    const told = JSON.stringify(known).replaceAll(existing, missing);
    expect(told).toBe(JSON.stringify(unknown));
  });

  test('an id of a thing the own usage does not name matches nothing, whether it exists or not', async () => {
    for (const [dimension, type, id] of [
      ['API_KEY', 'ApiKey', acme.key.id],
      ['CONNECTION', 'Connection', acme.connection.id + 1],
      ['SESSION', 'AgentSession', acme.session.id + 1],
    ] as const)
      for (const value of [`${type}:${id}`, `${type}:999999`])
        expect([value, await answers(api.as(acme.ana), dimension, value)]).toEqual([value, ['0']]);
  });

  test('what the own usage names is found by its name', async () => {
    expect(await answers(api.as(acme.ana), 'CONNECTION', 'main account')).toEqual(['6.000000001']);
    expect(await answers(api.as(acme.ana), 'SESSION', 'run-1')).toEqual(['5.000000001']);
    expect(await answers(asAdmin, 'API_KEY', 'ci')).toEqual(['7']);
  });

  test('an administrator is told of every mistake, and takes no vendor user for a key', async () => {
    for (const value of ['ApiKey:999999', 'USER_ben'])
      expect(await answers(asAdmin, 'API_KEY', value)).toMatchObject({ code: 'INVALID_INPUT', value });
  });
});

describe('bad input is answered clearly', () => {
  it.each<[string, object, { code?: string; field: string; value?: string }]>([
    ['a reversed range', { from: '2026-12-01', until: '2026-11-01' }, { field: 'until', value: '2026-11-01' }],
    ['an empty range', { from: '2026-11-01', until: '2026-11-01' }, { field: 'until' }],
    ['more than ten years', { from: '2016-10-31', until: '2026-11-01' }, { field: 'until' }],
    ['no measures', { measures: [] }, { field: 'measures' }],
    ['a measure twice', { measures: ['SPEND', 'SPEND'] }, { field: 'measures', value: 'SPEND' }],
    ['a dimension twice', { rows: ['MODEL', 'MODEL'] }, { field: 'rows', value: 'MODEL' }],
    ['a dimension on both axes', { columns: ['MEMBER'] }, { field: 'columns', value: 'MEMBER' }],
    ['five row dimensions', { rows: ['MEMBER', 'TEAM', 'MODEL', 'VENDOR', 'TOOL'] }, { field: 'rows' }],
    ['no rows to return', { first: 0 }, { field: 'first', value: '0' }],
    ['too many rows', { first: 10_001 }, { field: 'first', value: '10001' }],
    ['a negative offset', { offset: -1 }, { field: 'offset', value: '-1' }],
    [
      'an order by another measure',
      { orderBy: { measure: 'REQUESTS' } },
      { field: 'orderBy.measure', value: 'REQUESTS' },
    ],
    [
      'an order by a column without columns',
      { orderBy: { measure: 'SPEND', column: ['Model:1'] } },
      { field: 'orderBy.column' },
    ],
    [
      'an order by a column that is not returned',
      { columns: ['MODEL'], orderBy: { measure: 'SPEND', column: ['Model:999'] } },
      { field: 'orderBy.column', value: 'Model:999' },
    ],
    [
      'an order by a column key too short',
      { columns: ['MODEL', 'DAY'], orderBy: { measure: 'SPEND', column: ['Model:1'] } },
      { field: 'orderBy.column' },
    ],
    [
      'an unknown value',
      { filters: [only('MEMBER', 'nobody@acme.test')] },
      { field: 'filters[0].in', value: 'nobody@acme.test' },
    ],
    [
      'a malformed id',
      { filters: [only('MEMBER', 'Member:twelve')] },
      { field: 'filters[0].in', value: 'Member:twelve' },
    ],
    ['an id of another type', { filters: [only('MEMBER', 'Model:1')] }, { field: 'filters[0].in', value: 'Model:1' }],
    ['an id too large to be one', { filters: [only('MEMBER', 'Member:99999999999')] }, { field: 'filters[0].in' }],
    [
      'an impossible day',
      { filters: [only('VENDOR', 'acme-ai'), { dimension: 'DAY', notIn: ['2026-11-31'] }] },
      { field: 'filters[1].notIn', value: '2026-11-31' },
    ],
    ['an unknown name', { filters: [only('EVIDENCE', 'GUESSED')] }, { field: 'filters[0].in', value: 'GUESSED' }],
    ['Unattributed where nobody owns', { filters: [only('MODEL', 'UNATTRIBUTED')] }, { field: 'filters[0].in' }],
    [
      '400 days by the hour',
      { from: '2025-10-01', until: '2026-11-05', rows: ['HOUR'] },
      { code: 'TOO_MANY_CELLS', field: 'until' },
    ],
    [
      '400 days by the hour in columns',
      { from: '2025-10-01', until: '2026-11-05', columns: ['HOUR'] },
      { code: 'TOO_MANY_CELLS', field: 'until' },
    ],
    [
      '400 days filtered by the hour',
      { from: '2025-10-01', until: '2026-11-05', filters: [only('HOUR', '2026-11-03T08:00:00Z')] },
      { code: 'TOO_MANY_CELLS', field: 'until' },
    ],
    [
      'more filters than anyone means',
      { filters: Array.from({ length: 51 }, () => only('EVIDENCE', 'BILLED')) },
      { field: 'filters', value: '51' },
    ],
    [
      'more values than anyone means',
      { filters: [only('EVIDENCE', 'BILLED'), { dimension: 'MODEL', notIn: Array(12_000).fill('Model:1') }] },
      { field: 'filters[1].notIn', value: '12001' },
    ],
    ['a value longer than any name', { filters: [only('MODEL', 'x'.repeat(1_001))] }, { field: 'filters[0].in' }],
    [
      'a search longer than any name',
      { filters: [{ dimension: 'MODEL', search: 'x'.repeat(201) }] },
      { field: 'filters[0].search' },
    ],
  ])('%s', async (_name, input, expected) => {
    const extensions = await refusal({ ...input });
    expect(extensions).toMatchObject({ code: 'INVALID_INPUT', ...expected });
    expect(extensions.remedy).toMatch(/\w{4}/);
  });

  test('a mistyped value gets the closest one', async () => {
    expect((await refusal({ filters: [only('MODEL', 'opis-4')] })).remedy).toContain('"opus-4"');
    expect((await refusal({ filters: [only('MEMBER', 'ana@acme.tset')] })).remedy).toContain('"ana@acme.test"');
    expect((await refusal({ filters: [only('EVIDENCE', 'BILED')] })).remedy).toContain('"BILLED"');
  });

  test('refuses hours of 400 days before it reads anything', async () => {
    const input = { ...plain, from: '2025-10-01', until: '2026-11-05', rows: ['HOUR'] };
    const statements = await api.statements(() => asAdmin.execute(PIVOT, { input }));
    expect(statements.filter((text) => text.includes('usage_'))).toEqual([]);
  });
});

test('a pivot sends a bounded number of statements, however many rows and dimensions', async () => {
  const count = async (input: object) => {
    const all = await api.statements(() => asAdmin.query(PIVOT, { input: { ...plain, ...input } }));
    return all.filter((text) =>
      /usage_(day|month|resolved)|FROM (member|model|organization|connection)|rollup_day/.test(text),
    ).length;
  };
  // Settings, cells, names, freshness; two statements for cells that do not add up.
  expect(await count({})).toBe(4);
  expect(await count({ measures: ['ACTIVE_DAYS'] })).toBe(5);
  expect(await count({ rows: ['DAY'], columns: ['MODEL'] })).toBe(4);
  const all = { rows: ['MEMBER', 'MODEL'], columns: ['CONNECTION'], subtotals: true, compareTo: 'PREVIOUS_YEAR' };
  expect(await count({ ...all, filters: [only('MODEL', 'opus-4')] })).toBe(7);
});
