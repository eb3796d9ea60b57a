import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { db } from '../db.ts';
import { createAdmin, createOrganization } from '../test/factories.ts';
import { createTestApi, type TestApi, type TestClient } from '../test/graphql-client.ts';

let api: TestApi;
let admin: TestClient;
beforeAll(async () => {
  api = await createTestApi();
  await createOrganization();
  admin = api.as(await createAdmin());
});
afterAll(() => api.close());

const times = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => text(index)).join(' ');
const deep = (levels: number) =>
  `{ agents { edges { node { ${'project { agents { '.repeat(levels)} name ${'} }'.repeat(levels)} } } } }`;

const RANGE = 'from: "2026-11-01", until: "2026-12-01"';
const pivots = (count: number) =>
  times(
    count,
    (index) => `a${index}: pivot(input: { ${RANGE}, rows: [MODEL], measures: [SPEND] }) { totals { values } }`,
  );
const drills = (count: number) =>
  times(count, (index) => `a${index}: usageBuckets(filter: { ${RANGE} }) { totalCount totals { spend } }`);

describe('a document built to exhaust the server', () => {
  test.each([
    ['many aliases', `{ ${times(31, (index) => `a${index}: setup { isSetUp }`)} }`],
    ['many directives', `{ setup { isSetUp ${times(11, () => '@include(if: true)')} } }`],
    ['many tokens', `{ ${times(2600, () => 'setup')} { isSetUp } }`],
    ['many levels', deep(8)],
    ['lists of lists', deep(4)],
    ['many pivots', `{ ${pivots(9)} }`],
    ['very many pivots', `{ ${pivots(200)} }`],
    ['many sums of single rows', `{ ${drills(8)} }`],
    [
      'many lists of values',
      `{ ${times(29, (index) => `a${index}: dimensionValues(dimension: MODEL, first: 500) { key label detail ${times(70, (part) => `b${part}: key`)} }`)} }`,
    ],
    [
      'fragments in fragments',
      `{ ...f0 } ${times(20, (index) => `fragment f${index} on Query { a${index}: setup { isSetUp } b${index}: setup { isSetUp } ...f${index + 1} }`)} fragment f20 on Query { setup { isSetUp } }`,
    ],
  ])('with %s is refused without telling the limit', async (_case, document) => {
    const statements = await api.statements(async () => {
      const { data, errors } = await admin.execute(document);
      expect(errors[0]?.message).toMatch(/too large/);
      expect(errors[0]?.message).not.toMatch(/\d/);
      expect(data ?? null).toBeNull();
    });
    expect(statements.filter((text) => !/"session"|"member"/.test(text))).toEqual([]);
  });

  test('may still ask for the figures of a page at once', async () => {
    const document = `{ ${pivots(4)} b: usageBuckets(filter: { ${RANGE} }) { totalCount totals { spend } }
      c: dimensionValues(dimension: MODEL, first: 500) { key label detail } }`;
    expect((await admin.execute(document)).errors).toEqual([]);
  });

  test('does not keep clients from reading the schema', async () => {
    expect((await admin.execute(getIntrospectionQuery({ descriptions: true }))).errors).toEqual([]);
  });
});

test('an unexpected failure is masked, with an id that finds it in the log', async () => {
  await db.$executeRaw`ALTER TABLE organization RENAME TO organization_hidden`;
  const { errors } = await admin.execute('{ organization { name } }');
  await db.$executeRaw`ALTER TABLE organization_hidden RENAME TO organization`;
  const [error] = errors;
  expect(error).toMatchObject({ path: ['organization'], extensions: { code: 'INTERNAL_SERVER_ERROR' } });
  expect(JSON.stringify(errors)).not.toMatch(/relation|table|prisma|stack/i);
  expect(api.logLines.filter((line) => line.includes(String(error?.extensions.errorId)))).toHaveLength(1);
});

test('an answer that the database gives up on is called that, not a failure of ours', async () => {
  // As PostgreSQL ends a statement after statement_timeout, which the embedded engine has no timer for.
  await api.database.pool.query(
    `CREATE FUNCTION give_up() RETURNS text LANGUAGE plpgsql AS $$ BEGIN
       RAISE EXCEPTION 'canceling statement due to statement timeout' USING ERRCODE = 'query_canceled'; END $$;
     ALTER TABLE organization RENAME TO organization_hidden;
     CREATE VIEW organization AS SELECT give_up() AS reporting_currency, give_up() AS reporting_zone`,
  );
  const { errors } = await admin.execute(`{ ${pivots(1)} }`);
  await api.database.pool.query(
    'DROP VIEW organization; ALTER TABLE organization_hidden RENAME TO organization; DROP FUNCTION give_up',
  );
  expect(errors).toMatchObject([
    { message: expect.stringContaining('shorter range'), extensions: { code: 'TIMEOUT' } },
  ]);
});

test('one caller’s many questions wait for each other, and too many are refused', async () => {
  const answers = await Promise.all(Array.from({ length: 16 }, () => admin.execute(`{ ${pivots(8)} }`)));
  const codes = new Set(answers.map(({ errors }) => errors[0]?.extensions.code ?? 'answered'));
  expect(codes).toEqual(new Set(['answered', 'RATE_LIMITED']));
});
