import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { db, pool, useDatabase } from '../../db.ts';
import { addDays, addMonths } from '../../lib/calendar.ts';
import {
  createAgent,
  createMember,
  createMembership,
  createOrganization,
  createProject,
  createTeam,
} from '../../test/factories.ts';
import { createTestDatabase, type TestDatabase } from '../../test/test-database.ts';
import type { GlCoding } from '../ledger/gl-account-case.sql.ts';
import {
  type BookedFact,
  type CostFact,
  closeMonths,
  insertCosts,
  referenceCosts,
  withCoding,
  withLedgerAmounts,
} from './cost-fixture.ts';
import { type Dimension, dimensionDefinition, dimensionNames } from './dimensions.ts';
import { measureNames } from './measures.ts';
import { type PivotInput, parsePivotInput } from './pivot-input.ts';
import { type ReferenceNames, type ResolvedRow, referencePivot } from './pivot-reference.ts';
import { readPivot } from './read-pivot.ts';
import { createIdentity, insertUsage, type UsageFact } from './usage-fixture.ts';

let database: TestDatabase;
let world: Awaited<ReturnType<typeof createWorld>>;
beforeAll(async () => {
  database = await createTestDatabase();
  useDatabase(database);
  world = await createWorld();
});
afterAll(() => database.close());

/** Owners and things with and without names in common, mapped in every way usage can be. */
async function createWorld() {
  await createOrganization();
  const members = [await createMember({ name: 'Kim' }), await createMember({ name: 'Kim' }), await createMember()];
  const [kim, otherKim, owner] = members;
  if (!kim || !otherKim || !owner) throw new Error('members are missing');
  await createMembership(kim, await createTeam(), { until: '2026-10-10' });
  await createMembership(kim, await createTeam(), { from: '2026-10-10' });
  const agent = await createAgent({ ownerMemberId: owner.id });
  const project = await createProject();
  const vendors = [
    await db.vendor.create({ data: { code: 'one', name: 'One' } }),
    await db.vendor.create({ data: { code: 'two', name: 'Two' } }),
  ];
  const connections = [];
  const models = [];
  for (const vendor of vendors) {
    connections.push(await db.connection.create({ data: { vendorId: vendor.id, name: `At ${vendor.name}` } }));
    models.push(await db.model.create({ data: { vendorId: vendor.id, name: 'auto' } }));
  }
  const [connection] = connections;
  if (!connection) throw new Error('connections are missing');
  const users = [
    await createIdentity(connection.id, 'USER', 'kim', { memberId: kim.id }),
    await createIdentity(connection.id, 'USER', 'kim2', { memberId: otherKim.id }),
    await createIdentity(connection.id, 'USER', 'stranger'),
  ];
  const keys = [
    await createIdentity(connection.id, 'API_KEY', 'agent', { agentId: agent.id }),
    await createIdentity(connection.id, 'API_KEY', 'project', { projectId: project.id, memberId: kim.id }),
  ];
  const accounts = [
    await db.glAccount.create({ data: { code: '6210', name: 'Development Tools' } }),
    await db.glAccount.create({ data: { code: '6220', name: "Models' use" } }),
  ];
  const names = <T>(create: (name: string) => Promise<T>) => Promise.all(['a', 'b'].map(create));
  return {
    ids: {
      memberId: members.map(({ id }) => id),
      agentId: [agent.id],
      projectId: [project.id],
      glAccountId: accounts.map(({ id }) => id),
      teamId: (await db.team.findMany({ orderBy: { id: 'asc' } })).map(({ id }) => id),
      connectionId: connections.map(({ id }) => id),
      vendorId: vendors.map(({ id }) => id),
      modelId: models.map(({ id }) => id),
      userIdentityId: users.map(({ id }) => id),
      apiKeyIdentityId: keys.map(({ id }) => id),
      toolId: (await names((name) => db.tool.create({ data: { code: name, name: `Tool ${name}` } }))).map(
        ({ id }) => id,
      ),
      purposeId: (await names((name) => db.purpose.create({ data: { name } }))).map(({ id }) => id),
      customerId: (await names((name) => db.customer.create({ data: { externalId: name } }))).map(({ id }) => id),
      sessionId: (await names((name) => db.agentSession.create({ data: { scope: 'v1', externalId: name } }))).map(
        ({ id }) => id,
      ),
    },
    names: await referenceNames(),
  };
}

/** Keys and labels, looked up without the code under test. */
async function referenceNames(): Promise<ReferenceNames> {
  const labels = new Map<string, string>();
  const put = (dimension: Dimension, rows: { id: number }[], label: (row: never) => string) => {
    for (const row of rows) labels.set(`${dimension}:${row.id}`, label(row as never));
  };
  const clashing = (row: { name: string; email: string }) => (row.name === 'Kim' ? `Kim (${row.email})` : row.name);
  put('MEMBER', await db.member.findMany(), clashing);
  put('TEAM', await db.team.findMany(), ({ name }: { name: string }) => name);
  put('AGENT', await db.agent.findMany(), ({ name }: { name: string }) => name);
  put('PROJECT', await db.project.findMany(), ({ name }: { name: string }) => name);
  put('VENDOR', await db.vendor.findMany(), ({ name }: { name: string }) => name);
  put('TOOL', await db.tool.findMany(), ({ name }: { name: string }) => name);
  put('PURPOSE', await db.purpose.findMany(), ({ name }: { name: string }) => name);
  put('CONNECTION', await db.connection.findMany(), ({ name }: { name: string }) => name);
  put('API_KEY', await db.identity.findMany(), ({ name }: { name: string }) => name);
  put('GL_ACCOUNT', await db.glAccount.findMany(), (row: { code: string; name: string }) => `${row.code} ${row.name}`);
  put('CUSTOMER', await db.customer.findMany(), ({ externalId }: { externalId: string }) => externalId);
  put('SESSION', await db.agentSession.findMany(), ({ externalId }: { externalId: string }) => externalId);
  put(
    'MODEL',
    await db.model.findMany({ include: { vendor: true } }),
    (row: { vendor: { name: string } }) => `auto (${row.vendor.name})`,
  );
  const owners: readonly Dimension[] = ['MEMBER', 'TEAM', 'AGENT', 'PROJECT'];
  const typeName = (dimension: Dimension) => {
    const definition = dimensionDefinition(dimension);
    return definition.kind === 'ENTITY' ? definition.typeName : '';
  };
  const label = (dimension: Dimension, id: number) =>
    id === 0 ? (owners.includes(dimension) ? 'Unattributed' : 'None') : (labels.get(`${dimension}:${id}`) ?? '');
  return {
    label,
    key: (dimension, id) =>
      id === 0
        ? label(dimension, id).toUpperCase()
        : `${typeName(dimension)}:${dimension === 'PURPOSE' ? label(dimension, id) : id}`,
  };
}

const zones = ['UTC', 'America/Los_Angeles', 'Asia/Kolkata', 'Pacific/Auckland'] as const;
const firstDay = '2026-08-25';
const small = fc.bigInt({ min: 0n, max: 5n });
const money = fc.oneof(fc.bigInt({ min: -3n, max: 9n }), fc.bigInt({ min: 10n ** 17n, max: 10n ** 18n }));
const some = (ids: readonly number[]) => fc.constantFrom(0, ...ids);

const factArbitrary = () =>
  fc.record({
    place: fc.constantFrom(0, 1),
    hourIndex: fc.nat({ max: 24 * 110 }),
    isDayGrain: fc.boolean(),
    userIdentityId: some(world.ids.userIdentityId),
    apiKeyIdentityId: some(world.ids.apiKeyIdentityId),
    toolId: some(world.ids.toolId),
    modelId: some(world.ids.modelId),
    sessionId: some(world.ids.sessionId),
    purposeId: some(world.ids.purposeId),
    customerId: some(world.ids.customerId),
    evidence: fc.constantFrom('TRACKED' as const, 'REPORTED' as const, 'BILLED' as const),
    billingKind: fc.constantFrom('METERED' as const, 'METERED' as const, 'INCLUDED' as const),
    inputTokens: small,
    cacheReadTokens: small,
    cacheWrite5mTokens: small,
    cacheWrite1hTokens: small,
    outputTokens: small,
    requests: fc.option(small, { nil: undefined }),
    sessions: fc.option(small, { nil: undefined }),
    spendNano: money,
    listValueNano: money,
    isUnpriced: fc.constantFrom(false, false, true),
    isCounted: fc.constantFrom(true, true, true, false),
  });

function toFact({
  place,
  hourIndex,
  requests,
  sessions,
  isUnpriced,
  ...rest
}: ReturnType<typeof factArbitrary> extends fc.Arbitrary<infer T> ? T : never): UsageFact {
  const hour = rest.isDayGrain ? Math.floor(hourIndex / 24) * 24 : hourIndex;
  return {
    ...rest,
    ...(requests === undefined ? {} : { requests }),
    ...(sessions === undefined ? {} : { sessions }),
    ...(isUnpriced ? { costNano: null, listValueNano: null } : {}),
    connectionId: world.ids.connectionId[place] ?? 0,
    vendorId: world.ids.vendorId[place] ?? 0,
    hour: new Date(Date.parse(`${firstDay}T00:00:00Z`) + hour * 3_600_000).toISOString(),
  };
}

const dayArbitrary = fc.nat({ max: 110 }).map((count) => addDays(firstDay, count));
const orNone = (ids: readonly number[]) => fc.constantFrom(null, ...ids);
const category = fc.constantFrom('', 'Training', 'seats');

const costArbitrary = (): fc.Arbitrary<CostFact> =>
  fc.record({
    date: dayArbitrary,
    service: fc
      .record({ from: dayArbitrary, length: fc.constantFrom(1, 7, 30, 365) })
      .map(({ from, length }) => ({ from, until: addDays(from, length) })),
    kind: fc.constantFrom('FIXED' as const, 'VARIABLE' as const),
    amount: fc.oneof(fc.bigInt({ min: -9n, max: 99n }), fc.bigInt({ min: 1n, max: 10n ** 11n })),
    category,
    memberId: orNone(world.ids.memberId),
    agentId: orNone(world.ids.agentId),
    projectId: orNone(world.ids.projectId),
    glAccountId: orNone(world.ids.glAccountId),
    vendorId: orNone(world.ids.vendorId),
    isBookedOnly: fc.constantFrom(false, false, true),
    isVoid: fc.constantFrom(false, false, false, true),
  });

const codingArbitrary = () =>
  fc.record({
    rules: fc.array(
      fc.record({
        vendorId: orNone(world.ids.vendorId),
        toolId: orNone(world.ids.toolId),
        teamId: orNone(world.ids.teamId),
        projectId: orNone(world.ids.projectId),
        memberId: orNone(world.ids.memberId),
        glAccountId: fc.constantFrom(...world.ids.glAccountId),
        category,
      }),
      { maxLength: 3 },
    ),
    teamAccount: orNone(world.ids.glAccountId),
    defaultAccountId: orNone(world.ids.glAccountId),
  });

/** Stores the rules; answers them as the reference takes them. */
async function code({
  rules,
  teamAccount,
  defaultAccountId,
}: ReturnType<typeof codingArbitrary> extends fc.Arbitrary<infer T> ? T : never): Promise<GlCoding> {
  await db.glRule.createMany({ data: rules.map((rule, position) => ({ ...rule, position })) });
  const teamId = world.ids.teamId[0] ?? 0;
  await db.team.update({ where: { id: teamId }, data: { defaultGlAccountId: teamAccount } });
  await db.accountingSettings.upsert({
    where: { id: 1 },
    create: { defaultExpenseAccountId: defaultAccountId },
    update: { defaultExpenseAccountId: defaultAccountId },
  });
  return { rules, defaultAccountId, teamAccounts: teamAccount === null ? [] : [{ teamId, glAccountId: teamAccount }] };
}

const bookedArbitrary = (): fc.Arbitrary<BookedFact> =>
  fc.record({
    day: dayArbitrary,
    memberId: some(world.ids.memberId),
    modelId: some(world.ids.modelId),
    category,
    spendNano: money,
  });

const rangeArbitrary = fc.oneof(
  fc.record({ start: fc.nat({ max: 100 }), length: fc.integer({ min: 1, max: 90 }) }).map(({ start, length }) => {
    const from = addDays(firstDay, start);
    return { from, until: addDays(from, length) };
  }),
  fc
    .record({
      from: fc.constantFrom('2026-07-01', '2026-09-01', '2026-10-01', '2026-11-01'),
      months: fc.constantFrom(1, 2, 3),
    })
    .map(({ from, months }) => ({ from, until: addMonths(from, months) })),
);

/** Filters are made from the data's own keys, by numbers that choose among them. */
const questionArbitrary = fc.record({
  range: rangeArbitrary,
  dimensions: fc.uniqueArray(fc.constantFrom(...dimensionNames), { maxLength: 5 }),
  rowCount: fc.nat({ max: 3 }),
  measures: fc.uniqueArray(fc.constantFrom(...measureNames), { minLength: 1, maxLength: 5 }),
  subtotals: fc.boolean(),
  maxLeaves: fc.constantFrom(0, 500, 20_000, 1_000_000),
  first: fc.integer({ min: 1, max: 4 }),
  offset: fc.constantFrom(0, 0, 1, 2),
  compareTo: fc.constantFrom(undefined, 'PREVIOUS_PERIOD' as const, 'PREVIOUS_YEAR' as const),
  dayBasis: fc.constantFrom('REPORTING' as const, 'BILLING' as const),
  order: fc.option(
    fc.record({
      measure: fc.option(fc.nat(), { nil: undefined }),
      column: fc.option(fc.nat(), { nil: undefined }),
      direction: fc.constantFrom('asc' as const, 'desc' as const, undefined),
    }),
    { nil: undefined },
  ),
  filters: fc.array(
    fc.record({
      dimension: fc.constantFrom(...dimensionNames),
      kind: fc.constantFrom('in', 'notIn', 'search', 'empty'),
      picks: fc.array(fc.nat(), { minLength: 1, maxLength: 3 }),
    }),
    { maxLength: 2 },
  ),
});
type Question = typeof questionArbitrary extends fc.Arbitrary<infer T> ? T : never;

const pick = <T>(values: readonly T[], number: number): T | undefined => values[number % Math.max(1, values.length)];

function toInput(question: Question, rows: readonly ResolvedRow[]): PivotInput {
  const { range, dimensions, rowCount, measures, order, filters, maxLeaves: _, ...rest } = question;
  const axes = dimensions.slice(0, rowCount + 2);
  const base: PivotInput = {
    ...range,
    ...rest,
    rows: axes.slice(0, rowCount),
    columns: axes.slice(rowCount),
    measures,
  };
  const keys = (dimension: Dimension) =>
    referencePivot(
      rows,
      parsePivotInput({ ...base, rows: [dimension], columns: [], first: 10_000, offset: 0 }),
      world.names,
    ).rows;
  const chosen = filters.map(({ dimension, kind, picks }) => {
    const known = keys(dimension);
    const values = picks.flatMap((number) => pick(known, number)?.key ?? []);
    if (kind === 'in' || kind === 'notIn') return { dimension, [kind]: values };
    return kind === 'empty'
      ? { dimension, in: [] }
      : { dimension, search: pick(known, picks[0] ?? 0)?.labels[0]?.slice(1, 4) };
  });
  const filtered = { ...base, filters: chosen };
  if (!order) return filtered;
  const { columns } = referencePivot(rows, parsePivotInput(filtered), world.names);
  const measure = order.measure === undefined ? undefined : pick(measures, order.measure);
  const column = order.column === undefined ? undefined : pick(columns, order.column)?.key;
  return { ...filtered, orderBy: { measure, column: measure && column, direction: order.direction } };
}

const admin = { kind: 'JOB', name: 'test' } as const;
const clock = () => new Date('2026-11-22T12:00:00Z');

test('any pivot of any facts equals the pivot said simply', async () => {
  const facts = fc.record({
    usage: fc.array(factArbitrary(), { maxLength: 60 }),
    costs: fc.array(costArbitrary(), { maxLength: 6 }),
    booked: fc.array(bookedArbitrary(), { maxLength: 6 }),
    closed: fc.uniqueArray(fc.constantFrom('2026-09-01', '2026-10-01'), { maxLength: 2 }),
    coding: codingArbitrary(),
    zone: fc.constantFrom(...zones),
  });
  const questions = fc.array(questionArbitrary, { minLength: 15, maxLength: 25 });
  await fc.assert(
    fc.asyncProperty(facts, questions, async ({ usage, costs, booked, closed, coding, zone }, asked) => {
      await pool.query(
        'TRUNCATE usage_bucket, usage_day, usage_month, cost_entry, cost_entry_line, booked_cost, accounting_period, gl_rule',
      );
      await db.organization.update({ where: { id: 1 }, data: { reportingZone: zone } });
      await insertUsage(usage.map(toFact), zone);
      await insertCosts(costs);
      await closeMonths(closed, booked);
      const resolved = await pool.query<ResolvedRow>('SELECT * FROM usage_resolved WHERE is_counted');
      const coded = withCoding(withLedgerAmounts(resolved.rows, closed), await code(coding));
      const rows = [...coded, ...(await referenceCosts(closed))];
      for (const question of asked) {
        const input = toInput(question, rows);
        const { incompleteFrom: _, ...pivot } = await readPivot(admin, clock, input, question);
        expect(pivot).toEqual(referencePivot(rows, parsePivotInput(input), world.names));
      }
    }),
    { numRuns: 15, endOnFailure: true },
  );
}, 120_000);
