import { describe, expect, test } from 'vitest';
import { db } from '../../db.ts';
import {
  createAdmin,
  createAgent,
  createMember,
  createOrganization,
  createProject,
  createTeam,
  createToken,
} from '../../test/factories.ts';
import type { TestClient } from '../../test/graphql-client.ts';
import { useTestApi } from '../../test/use-test-api.ts';
import { mutate, refusal } from './ledger-kit.ts';

let admin: TestClient;
const api = useTestApi(async () => {
  await createOrganization();
  admin = api.as(await createAdmin());
  await db.glAccount.createMany({
    data: [
      { code: '6210', name: 'Development Tools' },
      { code: '6220', name: 'AI API Usage' },
      { code: '6999', name: 'Old', archivedAt: new Date('2026-01-01') },
    ],
  });
});

const ENTRY = `... on CostEntry { id date serviceFrom serviceUntil vendor { name } description kind source currency amount rate
  reportingAmount version voidedAt voidReason
  lines { glAccount { code } category member { name } team { name } agent { name } project { name } amount reportingAmount } }`;
const input = { date: '2026-11-10', description: 'Midjourney', currency: 'USD', amount: '100' };
const create = (changes: object = {}, client = admin) =>
  mutate(client, 'createCostEntry', { ...input, ...changes }, ENTRY);
const change = (changes: object) =>
  mutate(admin, 'changeCostEntry', { entryId: 'CostEntry:1', version: 1, ...changes }, ENTRY);
const voided = (changes: object = {}) =>
  mutate(admin, 'voidCostEntry', { entryId: 'CostEntry:1', reason: 'Entered twice', ...changes }, ENTRY);
const close = (month: string) =>
  db.accountingPeriod.upsert({
    where: { month: new Date(month) },
    create: { month: new Date(month), status: 'CLOSED' },
    update: { status: 'CLOSED' },
  });

interface Listed {
  costEntries: {
    totalCount: number;
    pageInfo: { hasNextPage: boolean; endCursor: string };
    edges: { node: { description: string; amount: string; lines: unknown[] } }[];
    totals: { account: { code: string } | null; amount: string }[];
  };
}
const list = async (filter: object = {}, client = admin, args: object = {}) => {
  const document = `query ($filter: CostEntryFilter!, $orderBy: CostEntryOrder, $first: Int, $after: String, $offset: Int) {
    costEntries(filter: $filter, orderBy: $orderBy, first: $first, after: $after, offset: $offset) {
      totalCount pageInfo { hasNextPage endCursor }
      edges { node { description amount lines { amount glAccount { code } } vendor { name } } }
      totals { account { code } amount }
    }
  }`;
  const variables = { filter, orderBy: { field: 'DATE', direction: 'DESC' }, first: 50, ...args };
  return (await client.query<Listed>(document, variables)).costEntries;
};
const names = ({ edges }: Listed['costEntries']) => edges.map(({ node }) => node.description);
const totals = ({ totals }: Listed['costEntries']) =>
  Object.fromEntries(totals.map(({ account, amount }) => [account?.code ?? 'none', amount]));

describe('a cost entry', () => {
  test('is entered whole, on its own day, with a vendor added by name', async () => {
    expect(await create({ vendorName: 'Midjourney' })).toMatchObject({
      ...{ id: 'CostEntry:1', date: '2026-11-10', serviceFrom: '2026-11-10', serviceUntil: '2026-11-11' },
      ...{ vendor: { name: 'Midjourney' }, kind: 'FIXED', source: 'MANUAL', amount: '100', rate: '1', version: 1 },
      lines: [{ glAccount: null, category: '', member: null, amount: '100' }],
    });
    expect(await create({ vendorName: 'midjourney' })).toMatchObject({ vendor: { name: 'Midjourney' } });
    expect(await db.vendor.count()).toBe(1);
    expect(await db.auditEvent.count({ where: { action: 'createCostEntry', subjectId: '1' } })).toBe(1);
  });

  test('is split by percent over accounts, members, teams, agents and projects, to the last digit', async () => {
    const [member, team] = [await createMember({ name: 'Ada' }), await createTeam({ name: 'Research' })];
    const [agent, project] = [await createAgent({ name: 'Bot' }), await createProject({ name: 'Atlas' })];
    const entry = await create({
      amount: '0.1',
      serviceUntil: '2026-12-10',
      lines: [
        { percent: '33.3333', glAccountId: 'GlAccount:1', memberId: `Member:${member.id}`, category: 'Training' },
        { percent: '33.3333', glAccountId: 'GlAccount:2', teamId: `Team:${team.id}` },
        { percent: '33.3334', agentId: `Agent:${agent.id}`, projectId: `Project:${project.id}` },
      ],
    });
    expect(entry).toMatchObject({
      serviceUntil: '2026-12-10',
      lines: [
        { glAccount: { code: '6210' }, category: 'Training', member: { name: 'Ada' }, amount: '0.0333' },
        { glAccount: { code: '6220' }, team: { name: 'Research' }, amount: '0.0333' },
        { glAccount: null, agent: { name: 'Bot' }, project: { name: 'Atlas' }, amount: '0.0334' },
      ],
    });
  });

  test('keeps the rate of its date, or the one given', async () => {
    await db.exchangeRate.create({ data: { base: 'EUR', quote: 'USD', day: new Date('2026-11-01'), rate: '1.1' } });
    expect(await create({ currency: 'eur', amount: '10' })).toMatchObject({ rate: '1.1', reportingAmount: '11' });
    expect(await create({ currency: 'CHF', amount: '10', rate: '1.2' })).toMatchObject({ reportingAmount: '12' });
  });

  test.each([
    [{ currency: 'XXY' }, 'currency'],
    [{ currency: 'CHF' }, 'currency'],
    [{ amount: '0' }, 'amount'],
    [{ amount: '1.00001' }, 'amount'],
    [{ amount: '9000000000.0001' }, 'amount'],
    [{ description: ' ' }, 'description'],
    [{ date: '1999-12-31' }, 'date'],
    [{ serviceFrom: '2026-11-10', serviceUntil: '2026-11-10' }, 'serviceUntil'],
    [{ serviceUntil: '2026-11-01' }, 'serviceUntil'],
    [{ serviceUntil: '2090-11-01' }, 'serviceUntil'],
    [{ vendorId: 'Vendor:999' }, 'vendorId'],
    [{ vendorId: 'Team:1' }, 'vendorId'],
    [{ connectionId: 'Connection:999' }, 'connectionId'],
    [{ lines: [{ glAccountId: 'GlAccount:999' }] }, 'lines.0.glAccountId'],
    [{ lines: [{ glAccountId: 'GlAccount:3' }] }, 'lines.0.glAccountId'],
    [{ lines: [{ amount: '50' }, { amount: '50', memberId: 'Member:999' }] }, 'lines.1.memberId'],
    [{ lines: [{ teamId: 'Team:999' }] }, 'lines.0.teamId'],
    [{ lines: [{ agentId: 'Agent:999' }] }, 'lines.0.agentId'],
    [{ lines: [{ projectId: 'Project:999' }] }, 'lines.0.projectId'],
    [{ lines: [{ percent: '0' }] }, 'lines.0.percent'],
    [{ rate: '0' }, 'rate'],
  ])('with %o is refused, naming %s', async (changes, field) => {
    expect(await create(changes)).toMatchObject({ __typename: 'InvalidInputError', field });
    expect(await db.costEntry.count()).toBe(0);
  });

  test('whose lines do not add up is refused with the difference', async () => {
    expect(await create({ lines: [{ amount: '60' }, { amount: '30' }] })).toMatchObject({
      ...{ __typename: 'InvalidInputError', field: 'lines', value: '90' },
      message: 'lines: the lines add up to 90 of 100: 10 is missing. Let the lines add up to the entry.',
    });
  });

  test('is changed in the version that was seen; another date takes its rate', async () => {
    const rate = { base: 'EUR', quote: 'USD' };
    await db.exchangeRate.createMany({
      data: [
        { ...rate, day: new Date('2026-11-01'), rate: '1.1' },
        { ...rate, day: new Date('2026-11-12'), rate: '1.2' },
      ],
    });
    await create({ currency: 'EUR', lines: [{ percent: '25', glAccountId: 'GlAccount:1' }, { percent: '75' }] });
    expect(await change({ description: 'Images', amount: '200' })).toMatchObject({
      ...{ description: 'Images', amount: '200', rate: '1.1', reportingAmount: '220', version: 2 },
      lines: [{ amount: '50', glAccount: { code: '6210' } }, { amount: '150' }],
    });
    expect(await change({ amount: '300' })).toMatchObject({ __typename: 'ConflictError', field: 'version' });
    expect(await change({ version: 2, date: '2026-11-12', serviceUntil: '2026-12-12' })).toMatchObject({
      ...{ rate: '1.2', reportingAmount: '240', version: 3 },
    });
    expect(await change({ version: 3, lines: [{ glAccountId: 'GlAccount:2' }] })).toMatchObject({
      lines: [{ amount: '200', reportingAmount: '240', glAccount: { code: '6220' } }],
    });
    expect(await change({ version: 4, lines: [{ amount: '1' }, { amount: '2' }] })).toMatchObject({ field: 'lines' });
    const audit = await db.auditEvent.findFirstOrThrow({
      where: { action: 'changeCostEntry' },
      orderBy: { id: 'asc' },
    });
    expect(audit).toMatchObject({ before: { amount: '100' }, after: { amount: '200', description: 'Images' } });
  });

  test('is voided with a reason, once, and changes no more', async () => {
    await create();
    expect(await voided({ reason: ' ' })).toMatchObject({ __typename: 'InvalidInputError', field: 'reason' });
    expect(await voided()).toMatchObject({ voidedAt: '2026-11-15T12:00:00.000Z', voidReason: 'Entered twice' });
    expect(await voided()).toMatchObject({
      __typename: 'ConflictError',
      message: expect.stringContaining('Entered twice'),
    });
    expect(await change({ version: 2, amount: '1' })).toMatchObject({ __typename: 'ConflictError' });
    expect(await change({ entryId: 'CostEntry:9' })).toMatchObject({ code: 'NOT_FOUND' });
    expect(totals(await list())).toEqual({});
  });

  test('of a closed month is neither entered, changed nor voided', async () => {
    await create();
    await create({ date: '2026-12-05' });
    await close('2026-11-01');
    const refused = { __typename: 'PeriodClosedError', month: '2026-11-01', code: 'CONFLICT' };
    expect(await create()).toMatchObject({ ...refused, field: 'date' });
    expect(await change({ description: 'x' })).toMatchObject(refused);
    expect(await voided()).toMatchObject(refused);
    expect(await change({ entryId: 'CostEntry:2', date: '2026-11-30' })).toMatchObject({ ...refused, field: 'date' });
    const entries = [{ entryId: 'CostEntry:2' }, { entryId: 'CostEntry:1' }];
    const bulk = await mutate(admin, 'bulkChangeCostEntries', { entries, category: 'x' }, '');
    expect(bulk).toMatchObject({ ...refused, field: 'entries.1' });
    expect(await db.costEntryLine.count({ where: { category: 'x' } })).toBe(0);
  });
});

test('an entry linked to a connection is bill evidence there through every change of it', async () => {
  const vendor = await db.vendor.create({ data: { code: 'acme_ai', name: 'Acme AI' } });
  await db.connection.create({ data: { vendorId: vendor.id, name: 'Main' } });
  const spend = async () => {
    await api.settled();
    const range = '{ from: "2026-11-01", until: "2026-12-01", rows: [], measures: [SPEND], filters: [] }';
    const all = await admin.query<{ pivot: { totals: { values: string[] } } }>(
      `{ pivot(input: ${range}) { totals { values } } }`,
    );
    return all.pivot.totals.values[0];
  };
  const service = { serviceFrom: '2026-11-01', serviceUntil: '2026-11-11', connectionId: 'Connection:1' };
  expect(await create({ ...service, currency: 'EUR', rate: '1.1' })).toMatchObject({ field: 'currency', value: 'EUR' });
  await create(service);
  expect(await spend()).toBe('100');
  await change({ amount: '130' });
  expect(await spend()).toBe('130');
  const evidence = () => db.usageBucket.count({ where: { evidence: 'BILLED', isResidual: false } });
  expect(await evidence()).toBe(1);
  await change({ version: 2, connectionId: null });
  expect([await spend(), await evidence()]).toEqual(['130', 0]);
  await change({ version: 3, connectionId: 'Connection:1', serviceUntil: '2026-11-21' });
  expect([await spend(), await evidence()]).toEqual(['130', 1]);
  await voided();
  expect([await spend(), await evidence()]).toEqual([expect.toSatisfy((value) => value === '0' || value === null), 0]);
});

test('many entries are coded at once, all or none', async () => {
  await create({
    lines: [
      { amount: '40', category: 'a' },
      { amount: '60', category: 'b' },
    ],
  });
  await create();
  const [entries, stale] = [[{ entryId: 'CostEntry:1', version: 1 }, { entryId: 'CostEntry:2' }], { version: 7 }];
  const bulk = (changes: object) =>
    mutate(
      admin,
      'bulkChangeCostEntries',
      { entries, ...changes },
      `... on BulkChangedCostEntries { entries {
      version lines { category glAccount { code } } } }`,
    );
  expect(await bulk({ glAccountId: 'GlAccount:1' })).toMatchObject({
    entries: [
      { version: 2, lines: [{ category: 'a', glAccount: { code: '6210' } }, { category: 'b' }] },
      { version: 2, lines: [{ category: '', glAccount: { code: '6210' } }] },
    ],
  });
  expect(
    await bulk({ entries: [{ entryId: 'CostEntry:2' }, { entryId: 'CostEntry:1', ...stale }], category: 'x' }),
  ).toMatchObject({
    __typename: 'ConflictError',
    field: 'entries.1',
  });
  expect(await bulk({ entries: [{ entryId: 'CostEntry:9' }], category: 'x' })).toMatchObject({ code: 'NOT_FOUND' });
  expect(await bulk({ glAccountId: 'GlAccount:3' })).toMatchObject({ field: 'glAccountId' });
  expect(await bulk({})).toMatchObject({ __typename: 'InvalidInputError' });
  expect(await db.costEntryLine.count({ where: { category: 'x' } })).toBe(0);
});

describe('cost entries', () => {
  test('are listed with exact totals per account, filtered as the pivot, ordered and paged', async () => {
    const team = await createTeam({ name: 'Research' });
    await create({
      description: 'A',
      date: '2026-11-01',
      lines: [
        { amount: '99.9999', glAccountId: 'GlAccount:1' },
        { amount: '0.0001', teamId: `Team:${team.id}` },
      ],
    });
    await create({ description: 'B', date: '2026-11-02', amount: '0.0003', vendorName: 'Suno', kind: 'VARIABLE' });
    await create({
      description: 'C 100%',
      date: '2026-10-31',
      amount: '-5',
      lines: [{ glAccountId: 'GlAccount:2', category: 'Fee' }],
    });
    const all = await list();
    expect(names(all)).toEqual(['B', 'A', 'C 100%']);
    expect(totals(all)).toEqual({ 6210: '99.9999', 6220: '-5', none: '0.0004' });
    expect(all.totalCount).toBe(3);
    const november = { from: '2026-11-01', until: '2026-12-01' };
    expect(names(await list(november))).toEqual(['B', 'A']);
    const filtered = await list({ filters: [{ dimension: 'GL_ACCOUNT', in: ['6210'] }] });
    expect([names(filtered), totals(filtered)]).toEqual([['A'], { 6210: '99.9999' }]);
    expect(names(await list({ filters: [{ dimension: 'GL_ACCOUNT', in: ['NONE'] }] }))).toEqual(['B', 'A']);
    expect(names(await list({ filters: [{ dimension: 'TEAM', in: ['Research'] }] }))).toEqual(['A']);
    expect(names(await list({ filters: [{ dimension: 'COST_KIND', in: ['VARIABLE'] }] }))).toEqual(['B']);
    expect(names(await list({ ...november, filters: [{ dimension: 'DAY', in: ['2026-11-02'] }] }))).toEqual(['B']);
    expect(names(await list({ search: 'sun' }))).toEqual(['B']);
    expect(names(await list({ search: 'fee' }))).toEqual(['C 100%']);
    expect(names(await list({ search: '100%' }))).toEqual(['C 100%']);
    expect(names(await list({ sources: ['IMPORT'] }))).toEqual([]);
    await voided();
    expect([names(await list({ isVoided: true })), totals(await list())]).toEqual([
      ['A'],
      { 6220: '-5', none: '0.0003' },
    ]);
    for (const field of ['DATE', 'SERVICE_FROM', 'AMOUNT', 'DESCRIPTION', 'VENDOR', 'CREATED_AT']) {
      const orderBy = { field, direction: 'ASC' };
      const whole = names(await list({}, admin, { orderBy }));
      const paged: string[] = [];
      for (let after: string | undefined; paged.length < 3; ) {
        const page = await list({}, admin, { orderBy, first: 1, ...(after ? { after } : {}) });
        paged.push(...names(page));
        after = page.pageInfo.endCursor;
        expect(page.pageInfo.hasNextPage).toBe(paged.length < 3);
      }
      expect(paged).toEqual(whole);
    }
    expect(names(await list({}, admin, { offset: 1, first: 1 }))).toEqual(['A']);
    const { errors } = await admin.execute('{ costEntries(after: "x") { totalCount } }');
    expect(errors[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT', field: 'after' });
  });

  test('show a member their own lines and amounts only', async () => {
    const member = await createMember();
    const agent = await createAgent({ ownerMemberId: member.id });
    const memberId = `Member:${member.id}`;
    await create({ description: 'Other' });
    await create({
      description: 'Own',
      lines: [
        { amount: '30', memberId, glAccountId: 'GlAccount:1' },
        { amount: '70', category: 'Secret' },
      ],
    });
    await create({ description: 'Agent', lines: [{ agentId: `Agent:${agent.id}` }] });
    const own = await list({}, api.as(member));
    expect(own.edges.map(({ node }) => [node.description, node.amount, node.lines.length])).toEqual([
      ['Agent', '100', 1],
      ['Own', '30', 1],
    ]);
    expect([own.totalCount, totals(own)]).toEqual([2, { 6210: '30', none: '100' }]);
    const byAmount = await list({}, api.as(member), { orderBy: { field: 'AMOUNT', direction: 'ASC' }, first: 1 });
    expect(names(byAmount)).toEqual(['Own']);
    expect(Buffer.from(byAmount.pageInfo.endCursor, 'base64url').toString()).toMatch(/^\["30\.0*",2\]$/);
    const after = { orderBy: { field: 'AMOUNT', direction: 'ASC' }, after: byAmount.pageInfo.endCursor };
    expect(names(await list({}, api.as(member), after))).toEqual(['Agent']);
    expect(names(await list({ search: 'secret' }, api.as(member)))).toEqual([]);
    expect(names(await list({ search: 'secret' }))).toEqual(['Own']);
    const one = (id: number) =>
      api.as(member).query(`{ costEntry(id: "CostEntry:${id}") { amount createdBy { name } } }`);
    expect(await one(1)).toEqual({ costEntry: null });
    expect(await one(2)).toEqual({ costEntry: { amount: '30', createdBy: null } });
  });

  test('are written by administrators and their managing tokens only', async () => {
    const owner = await createAdmin();
    expect(
      await create({}, api.withToken(await createToken({ member: owner, scopes: ['MANAGE', 'READ'] }))),
    ).toMatchObject({
      id: 'CostEntry:1',
    });
    const clients = [
      api.as(await createMember()),
      api.withToken(await createToken({ member: owner, scopes: ['READ'] })),
    ];
    for (const client of clients) {
      expect(await refusal(client, 'createCostEntry', input)).toBe('FORBIDDEN');
      expect(await refusal(client, 'changeCostEntry', { entryId: 'CostEntry:1', version: 1 })).toBe('FORBIDDEN');
      expect(await refusal(client, 'voidCostEntry', { entryId: 'CostEntry:1', reason: 'x' })).toBe('FORBIDDEN');
      expect(await refusal(client, 'bulkChangeCostEntries', { entries: [{ entryId: 'CostEntry:1' }] })).toBe(
        'FORBIDDEN',
      );
    }
    expect((await api.anonymous.execute('{ costEntries { totalCount } }')).errors[0]?.extensions.code).toBe(
      'UNAUTHENTICATED',
    );
  });
});
