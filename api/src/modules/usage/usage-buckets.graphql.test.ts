import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { decimalString, scaledInteger } from '../../lib/money.ts';
import { createToken } from '../../test/factories.ts';
import { createTestApi, type TestApi, type TestClient } from '../../test/graphql-client.ts';
import { createAcme, NOW, PIVOT, type PivotData } from '../explore/acme-fixture.ts';
import { insertUsage } from '../explore/usage-fixture.ts';

let api: TestApi;
let acme: Awaited<ReturnType<typeof createAcme>>;
beforeAll(async () => {
  api = await createTestApi({ now: NOW });
  acme = await createAcme();
  // Rows that tie in every order, so that paging needs its tie-break.
  const many = Array.from({ length: 25 }, (_, index) => ({
    connectionId: acme.connection.id,
    vendorId: acme.vendor.id,
    hour: `2026-11-10T0${index % 3}:00:00Z`,
    modelId: acme.haiku.id,
    inputTokens: BigInt(index % 4),
    spendNano: BigInt(index % 2) * 333_333_333n,
    isResidual: index % 5 === 0,
    isCounted: index !== 24,
  }));
  await insertUsage(many);
});
afterAll(() => api.close());

const BUCKETS = `query Buckets($filter: UsageBucketFilter!, $orderBy: UsageBucketOrder! = { field: HOUR }, $first: Int! = 50, $after: String, $offset: Int) {
  usageBuckets(filter: $filter, orderBy: $orderBy, first: $first, after: $after, offset: $offset) {
    edges { cursor node {
      id hour isDayGrain day billingDay stream evidence isResidual billingKind chargeClass inputTokens totalTokens requests
      currency cost spend listValue billedSpend priceRevision
      member { key label detail } team { label } model { key label } tool { label } apiKey { key label } user { key label }
      vendor { label } connection { label } session { key label } project { key } agent { key }
    } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    totalCount
    totals { spend listValue totalTokens }
  }
}`;

interface Bucket {
  id: string;
  spend: string;
  hour: string;
  [field: string]: unknown;
}
interface Buckets {
  usageBuckets: {
    edges: { cursor: string; node: Bucket }[];
    pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null };
    totalCount: number;
    totals: { spend: string; listValue: string; totalTokens: string };
  };
}

const november = { from: '2026-11-01', until: '2026-12-01' };
const asAdmin = () => api.as(acme.admin);
const read = async (variables: object, client: TestClient = asAdmin()) =>
  (await client.query<Buckets>(BUCKETS, { filter: november, ...variables })).usageBuckets;
const nodes = ({ edges }: Buckets['usageBuckets']) => edges.map(({ node }) => node);
const sum = (amounts: readonly string[]) =>
  decimalString(
    amounts.reduce((total, amount) => total + scaledInteger(amount, 9), 0n),
    9,
  );

async function everyPage(variables: object, client?: TestClient): Promise<Bucket[]> {
  const found: Bucket[] = [];
  let after: string | null = null;
  do {
    const page: Buckets['usageBuckets'] = await read({ ...variables, first: 7, after }, client);
    found.push(...nodes(page));
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after);
  return found;
}

test('tells of each row who used what, where it came from and what it cost', async () => {
  const filter = { ...november, filters: [{ dimension: 'SESSION', in: [`AgentSession:${acme.session.id}`] }] };
  const [row] = nodes(await read({ filter }));
  expect(row).toMatchObject({
    hour: '2026-11-03T08:00:00.000Z',
    day: '2026-11-03',
    billingDay: '2026-11-03',
    member: { key: `Member:${acme.ana.id}`, label: 'Ana Lima', detail: 'ana@acme.test' },
    team: { label: 'Research' },
    model: { key: `Model:${acme.opus.id}`, label: 'opus-4' },
    tool: { label: 'Coder' },
    apiKey: { key: 'NONE', label: 'None' },
    user: { label: 'ana' },
    vendor: { label: 'Acme AI' },
    connection: { label: 'Main account' },
    session: { label: 'run-1' },
    project: { key: 'UNATTRIBUTED' },
    evidence: 'REPORTED',
    billingKind: 'METERED',
    chargeClass: 'TOKENS',
    inputTokens: '1000000',
    totalTokens: '1500000',
    requests: '3',
    currency: 'USD',
    cost: '5.000000001',
    spend: '5.000000001',
    billedSpend: '5.000000001',
    priceRevision: null,
  });
});

describe('the rows behind a cell add up to it', () => {
  it.each([
    [['MEMBER'], ['MODEL']],
    [['EVIDENCE', 'TOOL'], ['DAY']],
    [['HOUR'], ['API_KEY']],
  ])('%j by %j', async (rows, columns) => {
    const input = { ...november, rows, columns, measures: ['SPEND', 'TOTAL_TOKENS'] };
    const { pivot } = await asAdmin().query<PivotData>(PIVOT, { input });
    for (const row of pivot.rows) {
      for (const [index, column] of pivot.columns.entries()) {
        const filters = [...rows, ...columns].map((dimension, level) => ({
          dimension,
          in: [[...row.key, ...column.key][level]],
        }));
        const { totals } = await read({ filter: { ...november, filters }, first: 1 });
        expect([totals.spend, totals.totalTokens]).toEqual(row.values.slice(2 * index, 2 * index + 2));
        const pages = await everyPage({ filter: { ...november, filters } });
        expect(sum(pages.map(({ spend }) => spend))).toBe(totals.spend);
      }
    }
  });

  test('of every row, uncounted ones left out', async () => {
    const { totalCount, totals } = await read({ first: 1 });
    const rows = await everyPage({});
    expect(totalCount).toBe(28);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(28);
    expect(sum(rows.map(({ spend }) => spend))).toBe(totals.spend);
  });
});

describe('pages', () => {
  it.each([
    ['HOUR', 'ASC'],
    ['HOUR', 'DESC'],
    ['SPEND', 'ASC'],
    ['SPEND', 'DESC'],
    ['LIST_VALUE', 'DESC'],
    ['TOTAL_TOKENS', 'DESC'],
  ])('follow each other by cursor and by offset alike: %s %s', async (field, direction) => {
    const orderBy = { field, direction };
    const all = nodes(await read({ orderBy })).map(({ id }) => id);
    expect((await everyPage({ orderBy })).map(({ id }) => id)).toEqual(all);
    const jumped = await read({ orderBy, first: 5, offset: 9 });
    expect(nodes(jumped).map(({ id }) => id)).toEqual(all.slice(9, 14));
    expect(jumped.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: true });
  });

  test('are ordered', async () => {
    const hours = nodes(await read({ orderBy: { field: 'HOUR', direction: 'ASC' } })).map(({ hour }) => hour);
    expect(hours).toEqual(hours.toSorted());
    const spends = nodes(await read({ orderBy: { field: 'SPEND', direction: 'DESC' } })).map(({ spend }) =>
      Number(spend),
    );
    expect(spends).toEqual(spends.toSorted((left, right) => right - left));
  });

  test('need one statement per kind of name, however many rows', async () => {
    const statements = (await api.statements(() => read({}))).filter((text) =>
      /key_part|usage_|organization/.test(text),
    );
    // Settings, page and totals; then teams, members, vendors, tools, models, connections, identities, sessions.
    expect(statements).toHaveLength(3 + 8);
  });
});

describe('who may see what', () => {
  test('a member sees own rows, in totals too', async () => {
    const client = api.withToken(await createToken({ member: acme.ana }));
    const answer = await read({}, client);
    expect(answer).toMatchObject({ totalCount: 2, totals: { spend: '6.000000001' } });
    expect(nodes(answer).map((row) => row.member)).toEqual([
      expect.objectContaining({ label: 'Ana Lima' }),
      expect.objectContaining({ label: 'Ana Lima' }),
    ]);
  });

  test('strangers and tokens without READ see nothing', async () => {
    const token = api.withToken(await createToken({ member: acme.admin, scopes: ['MANAGE'] }));
    for (const [client, code] of [
      [api.anonymous, 'UNAUTHENTICATED'],
      [token, 'FORBIDDEN'],
    ] as const) {
      const { errors } = await client.execute(BUCKETS, { filter: november });
      expect(errors[0]?.extensions.code).toBe(code);
    }
  });
});

it.each<[string, object, object]>([
  ['an empty range', { filter: { from: '2026-11-01', until: '2026-11-01' } }, { field: 'until' }],
  [
    'an unknown value',
    { filter: { ...november, filters: [{ dimension: 'MODEL', in: ['opus-5'] }] } },
    { field: 'filters[0].in', value: 'opus-5' },
  ],
  [
    '400 days filtered by the hour',
    {
      filter: {
        from: '2025-10-01',
        until: '2026-11-05',
        filters: [{ dimension: 'HOUR', notIn: ['2026-11-03T08:00:00Z'] }],
      },
    },
    { code: 'TOO_MANY_CELLS', field: 'until' },
  ],
  [
    'too many filters',
    { filter: { ...november, filters: Array(51).fill({ dimension: 'EVIDENCE', in: ['BILLED'] }) } },
    { field: 'filters', value: '51' },
  ],
  ['too many rows', { first: 501 }, { field: 'first', value: '501' }],
  ['no rows', { first: 0 }, { field: 'first', value: '0' }],
  ['a negative offset', { offset: -1 }, { field: 'offset', value: '-1' }],
  ['a foreign cursor', { after: 'abc' }, { field: 'after', value: 'abc' }],
  ['a forged cursor', { after: Buffer.from('["1; DROP TABLE x","y"]').toString('base64url') }, { field: 'after' }],
])('refuses %s', async (_name, variables, expected) => {
  const { errors } = await asAdmin().execute(BUCKETS, { filter: november, ...variables });
  expect(errors[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT', ...expected });
});

test('refuses a cursor together with an offset', async () => {
  const { pageInfo } = await read({ first: 2 });
  const { errors } = await asAdmin().execute(BUCKETS, { filter: november, after: pageInfo.endCursor, offset: 3 });
  expect(errors[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT', field: 'offset' });
});
