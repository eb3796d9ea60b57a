import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { createAcme, NOW } from '../modules/explore/acme-fixture.ts';
import { createTestApi, type TestApi, type TestClient } from '../test/graphql-client.ts';

let api: TestApi;
let admin: TestClient;
beforeAll(async () => {
  api = await createTestApi({ now: NOW });
  admin = api.as((await createAcme()).admin);
});
afterAll(async () => {
  expect(api.logLines).toEqual([]);
  await api.close();
});

const refusal = async (document: string, variables: object = {}): Promise<Record<string, unknown>> => {
  const { errors, data } = await admin.execute(document, { ...variables });
  expect(data ?? null).toBeNull();
  return { message: errors[0]?.message, ...errors[0]?.extensions };
};

describe('text that cannot be stored is refused with its field', () => {
  const SEARCH = 'query ($search: String) { members(search: $search) { totalCount } }';
  const CREATE = 'mutation ($input: CreateTeamInput!) { createTeam(input: $input) { __typename } }';
  const SAVE = 'mutation ($s: JSON!) { createSavedView(input: { name: "x", search: $s }) { __typename } }';

  it.each<[string, string, object, string]>([
    ['a NUL in a variable', SEARCH, { search: 'a\0b' }, 'search'],
    ['half a surrogate pair', SEARCH, { search: 'a\ud800b' }, 'search'],
    ['a NUL inside an input', CREATE, { input: { name: 'a\0b' } }, 'input.name'],
    ['a NUL in free JSON', SAVE, { s: { rows: ['x', 'a\0b'] } }, 's.rows[1]'],
    ['a NUL in a key of free JSON', SAVE, { s: { 'a\0b': 1 } }, 's'],
    ['a NUL in the document', '{ members(search: "a\\u0000b") { totalCount } }', {}, 'search'],
    [
      'a NUL in an input of the document',
      'mutation { createTeam(input: { name: "a\\u0000b" }) { __typename } }',
      {},
      'input',
    ],
  ])('%s', async (_case, document, variables, field) => {
    expect(await refusal(document, variables)).toMatchObject({
      code: 'INVALID_INPUT',
      field,
      remedy: 'Remove the invisible character.',
    });
  });

  test('every other character passes, deep inside too', async () => {
    let search: unknown = 'a\u0001 ü 😀';
    for (let level = 0; level < 2_000; level += 1) search = [search];
    expect((await admin.execute(SEARCH, { search: 'ü 😀' })).errors).toEqual([]);
    expect((await admin.execute(SEARCH, { other: search })).errors).toEqual([]);
  });
});

describe('a cursor that no list has made is refused', () => {
  const encoded = (text: string) => Buffer.from(text).toString('base64');
  const cursors = [
    ['nonsense', 'abc'],
    ['a number too large', encoded('GPC:N:99999999999')],
    ['a fraction', encoded('GPC:N:1.5')],
    ['a text', encoded('GPC:S:abc')],
    ['a long number', encoded('GPC:I:99999999999999999999')],
    ['broken JSON', encoded('GPC:J:{')],
    ['an offset beyond all rows', encoded('OffsetConnection:99999999999999999999')],
    ['no offset', encoded('OffsetConnection:x')],
  ] as const;
  const lists = ['members', 'apiTokens', 'auditEvents', 'syncRuns', 'identities', 'identityInbox', 'unpricedModels'];

  it.each(cursors)('%s', async (_case, cursor) => {
    for (const list of [...lists, 'prices', 'savedViews']) {
      const { code } = await refusal(`{ ${list}(first: 2, after: "${cursor}") { edges { node { __typename } } } }`);
      expect([list, code]).toEqual([list, 'INVALID_INPUT']);
    }
  });

  test('and those that lists make go on', async () => {
    for (const list of ['members', 'auditEvents']) {
      const page = (args: string) => `{ ${list}(${args}) { edges { cursor } } }`;
      const { data } = await admin.execute(page('first: 1'));
      const cursor = JSON.stringify(data).match(/"cursor":"([^"]+)"/)?.[1];
      if (list === 'members') expect(cursor).toBeDefined();
      if (cursor) expect((await admin.execute(page(`first: 1, after: "${cursor}"`))).errors).toEqual([]);
    }
  });

  test('a negative number of rows is bad input', async () => {
    expect(await refusal('{ members(first: -1) { totalCount } }')).toMatchObject({ code: 'INVALID_INPUT' });
  });
});

describe('years that nothing happened in are refused', () => {
  const pivot = (from: string, until: string) =>
    `{ pivot(input: { from: "${from}", until: "${until}", rows: [DAY], measures: [SPEND] }) { rowCount } }`;

  it.each([
    pivot('0000-01-01', '0001-01-01'),
    pivot('1969-12-31', '1970-01-02'),
    pivot('9998-01-01', '9999-12-31'),
    '{ auditEvents(from: "+200000-01-01T00:00:00Z") { totalCount } }',
    '{ auditEvents(until: "-000001-01-01T00:00:00Z") { totalCount } }',
    'mutation { setTeamMembership(input: { memberId: "Member:1", from: "0000-12-31" }) { __typename } }',
  ])('%s', async (document) => {
    const { code, message } = await refusal(document);
    expect({ code, message }).toEqual({
      code: expect.stringMatching(/BAD_USER_INPUT|GRAPHQL_VALIDATION_FAILED/),
      message: expect.stringContaining('is not in the years 1970 to 2200'),
    });
  });

  test('the first and the last are answered', async () => {
    for (const [from, until] of [
      ['1970-01-01', '1971-01-01'],
      ['2200-01-01', '2200-12-31'],
    ] as const)
      expect((await admin.execute(pivot(from, until))).errors).toEqual([]);
  });
});

describe('a search', () => {
  const lists = [
    (search: string) => `members(search: ${search})`,
    (search: string) => `teams(search: ${search})`,
    (search: string) => `connections(filter: { search: ${search} })`,
    (search: string) => `identities(filter: { search: ${search} })`,
    (search: string) => `prices(search: ${search})`,
  ];

  it.each(lists)('%s takes signs for themselves, and no more than a name', async (list) => {
    for (const sign of ['%', '__', '\\\\']) {
      const { data } = await admin.execute(`{ found: ${list(`"${sign}"`)} { totalCount } }`);
      expect([sign, data]).toEqual([sign, { found: { totalCount: 0 } }]);
    }
    expect(await refusal(`{ ${list(`"${'x'.repeat(201)}"`)} { totalCount } }`)).toMatchObject({
      code: 'INVALID_INPUT',
      field: expect.stringMatching(/search$/),
    });
  });
});
