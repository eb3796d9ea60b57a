import { beforeEach, describe, expect, test } from 'vitest';
import { db, pool } from '../../../db.ts';
import { startOfDay } from '../../../lib/calendar.ts';
import { createAdmin, createMember, createOrganization, createToken } from '../../../test/factories.ts';
import type { TestClient } from '../../../test/graphql-client.ts';
import { useTestApi } from '../../../test/use-test-api.ts';
import { createIdentity, insertUsage } from '../../explore/usage-fixture.ts';
import { mutate, refusal } from '../ledger-kit.ts';
import { type CostEntryDraft, postCostEntry } from '../post-cost-entry.ts';

let admin: TestClient;
let connectionId: number;
let vendorId: number;
let glAccountId: number;
const api = useTestApi(async () => {
  await createOrganization();
  admin = api.as(await createAdmin());
  ({ id: glAccountId } = await db.glAccount.create({ data: { code: '6210', name: 'Development Tools' } }));
  await db.accountingSettings.create({ data: { defaultExpenseAccountId: glAccountId } });
  ({ id: vendorId } = await db.vendor.create({ data: { code: 'openai', name: 'OpenAI' } }));
  ({ id: connectionId } = await db.connection.create({ data: { vendorId, name: 'Main' } }));
});

const PERIOD = '... on AccountingPeriod { month status closedAt spend bookedSpend reopenReason closedBy { name } }';
const LEFT = '... on PeriodNotReadyError { field left { key state count path } }';
const close = (month: string, input: object = {}) =>
  mutate(admin, 'closePeriod', { month, ...input }, `${PERIOD} ${LEFT}`);
const reopen = (month: string, reason = 'A bill was missing') =>
  mutate(admin, 'reopenPeriod', { month, reason }, PERIOD);
const use = (day: string, spend: bigint, owner: object = {}) =>
  insertUsage([{ connectionId, vendorId, hour: `${day}T10:00:00Z`, spendNano: spend * 1_000_000_000n, ...owner }]);
const owned = async () => {
  const member = await createMember();
  return { userIdentityId: (await createIdentity(connectionId, 'USER', 'kim', { memberId: member.id })).id };
};
const enter = (changes: Partial<CostEntryDraft> = {}) =>
  db.$transaction((tx) =>
    postCostEntry(tx, {
      date: '2026-09-15',
      service: { from: '2026-09-15', until: '2026-10-15' },
      description: 'Claude Max',
      kind: 'FIXED',
      source: 'MANUAL',
      currency: 'USD',
      lines: [{ amount: 1_000_000n, glAccountId }],
      ...changes,
    }),
  );

describe('closing a month', () => {
  test('books its usage and entries and says who closed it', async () => {
    await use('2026-09-10', 7n, await owned());
    await enter();
    expect(await close('2026-09-01')).toEqual({
      ...{ __typename: 'AccountingPeriod', month: '2026-09-01', status: 'CLOSED', spend: '107', bookedSpend: '107' },
      ...{ closedAt: '2026-11-15T12:00:00.000Z', reopenReason: null, closedBy: { name: expect.any(String) } },
    });
    const audit = await db.auditEvent.findFirstOrThrow({ where: { action: 'closePeriod' } });
    expect(audit).toMatchObject({ subjectType: 'AccountingPeriod', subjectId: '2026-09-01' });
    expect(await close('2026-09-01')).toMatchObject({ __typename: 'ConflictError', field: 'month' });
  });

  test.each([
    ['2026-09-15', 'InvalidInputError'],
    ['1999-01-01', 'InvalidInputError'],
    ['2026-11-01', 'PeriodNotReadyError'],
  ])('refuses %s: %s', async (month, typename) => {
    expect(await close(month)).toMatchObject({ __typename: typename, field: 'month' });
  });

  test('waits for earlier months that hold cost', async () => {
    await enter({ date: '2026-07-15' });
    await enter({ date: '2026-09-15' });
    expect(await close('2026-09-01')).toMatchObject({
      left: [{ key: 'EARLIER_MONTHS_CLOSED', state: 'BLOCKING', count: 1, path: '/ledger/periods' }],
    });
    expect(await close('2026-07-01')).toMatchObject({ status: 'CLOSED' });
    expect(await close('2026-09-01')).toMatchObject({ status: 'CLOSED' });
  });

  test('waits for a running sync and for entries without an account', async () => {
    await db.syncRun.create({ data: { connectionId, kind: 'SYNC', trigger: 'test', status: 'RUNNING' } });
    await enter({ lines: [{ amount: 1n }, { amount: 2n, glAccountId }] });
    expect(await close('2026-09-01', { acknowledgeWarnings: true })).toMatchObject({
      field: 'month',
      left: [
        { key: 'NO_SYNC_RUNNING', state: 'BLOCKING', count: 1 },
        { key: 'ENTRIES_CODED', state: 'BLOCKING', count: 1 },
      ],
    });
  });

  test('warns of usage without owner or price, of missing bills and of what bills have beyond usage', async () => {
    const anthropic = await db.vendor.create({ data: { code: 'anthropic', name: 'Anthropic' } });
    const billed = await db.connection.create({ data: { vendorId: anthropic.id, name: 'Billed' } });
    const stranger = await createIdentity(billed.id, 'USER', 'stranger');
    const fact = { connectionId: billed.id, vendorId: anthropic.id, userIdentityId: stranger.id };
    await insertUsage([
      { ...fact, hour: '2026-09-29T10:00:00Z', spendNano: 98n },
      { ...fact, hour: '2026-09-30T10:00:00Z', inputTokens: 5n },
      { ...fact, hour: '2026-09-30T11:00:00Z', spendNano: 2n, evidence: 'BILLED', isResidual: true },
    ]);
    await db.usageBucket.updateMany({ where: { inputTokens: 5n }, data: { listValueNano: null, costNano: null } });
    await db.usageDay.updateMany({ where: { inputTokens: 5n }, data: { unpricedCount: 1n } });
    await pool.query('UPDATE rollup_day SET closed_at = now() WHERE billing_day = $1', ['2026-09-29']);
    await pool.query('INSERT INTO rollup_day (connection_id, billing_day) VALUES ($1, $2), ($1, $3)', [
      ...[billed.id, '2026-09-29', '2026-09-30'],
    ]);
    await pool.query('UPDATE rollup_day SET closed_at = now() WHERE billing_day = $1', ['2026-09-29']);
    const warnings = [
      { key: 'BILLS_ARRIVED', state: 'WARNING', count: 1, path: '/integrations' },
      { key: 'INBOX_EMPTY', state: 'WARNING', count: 1, path: '/integrations/identities' },
      { key: 'USAGE_PRICED', state: 'WARNING', count: 1, path: '/integrations/prices' },
      { key: 'DISCREPANCIES_EXPLAINED', state: 'WARNING', count: 1, path: '/ledger/periods?month=2026-09-01' },
    ];
    expect(await close('2026-09-01')).toEqual({
      ...{
        __typename: 'PeriodNotReadyError',
        code: 'CONFLICT',
        message: expect.stringContaining('acknowledgeWarnings'),
      },
      ...{ field: 'acknowledgeWarnings', left: warnings },
    });
    expect(await close('2026-09-01', { acknowledgeWarnings: true })).toMatchObject({ status: 'CLOSED' });
  });

  test('rebuilds figures that wait for it first', async () => {
    const identity = await createIdentity(connectionId, 'USER', 'kim');
    await use('2026-09-10', 7n, { userIdentityId: identity.id });
    const member = await createMember();
    await db.identityMapping.create({ data: { identityId: identity.id, memberId: member.id, source: 'MANUAL' } });
    await pool.query(
      `INSERT INTO rollup_day (connection_id, billing_day, is_stale) VALUES ($1, '2026-09-10', true)
       ON CONFLICT (connection_id, billing_day) DO UPDATE SET is_stale = true`,
      [connectionId],
    );
    expect(await close('2026-09-01')).toMatchObject({ status: 'CLOSED' });
    expect(await db.bookedCost.findMany({ select: { memberId: true } })).toEqual([{ memberId: member.id }]);
  });
});

describe('reopening', () => {
  test('gives up what was booked, with the reason kept', async () => {
    await enter();
    await close('2026-09-01');
    expect(await reopen('2026-09-01')).toMatchObject({
      status: 'OPEN',
      closedAt: null,
      reopenReason: 'A bill was missing',
    });
    expect(await db.bookedCost.count()).toBe(0);
    expect(await enter()).toBeTypeOf('number');
    expect(await close('2026-09-01')).toMatchObject({ bookedSpend: '200' });
  });

  test('is possible for a month that holds nothing', async () => {
    expect(await close('2026-09-01')).toMatchObject({ status: 'CLOSED', bookedSpend: '0' });
    expect(await reopen('2026-09-01')).toMatchObject({ status: 'OPEN', bookedSpend: '0' });
  });

  test('is for the latest closed month, with a reason', async () => {
    await enter({ date: '2026-08-15' });
    await enter();
    expect(await reopen('2026-08-01')).toMatchObject({ __typename: 'ConflictError', field: 'month' });
    await close('2026-08-01');
    await close('2026-09-01');
    expect(await reopen('2026-08-01')).toMatchObject({ message: expect.stringContaining('Reopen 2026-09 first') });
    expect(await reopen('2026-09-01', ' ')).toMatchObject({ __typename: 'InvalidInputError', field: 'reason' });
  });
});

test('only an administrator at a browser closes and reopens', async () => {
  const input = { month: '2026-09-01', reason: 'x' };
  const token = await createToken({ member: await createAdmin(), scopes: ['READ', 'MANAGE'] });
  for (const client of [api.as(await createMember()), api.withToken(token)]) {
    expect(await refusal(client, 'closePeriod', { month: '2026-09-01' })).toBe('FORBIDDEN');
    expect(await refusal(client, 'reopenPeriod', input)).toBe('FORBIDDEN');
  }
  expect(await refusal(api.anonymous, 'closePeriod', { month: '2026-09-01' })).toBe('UNAUTHENTICATED');
  const { errors } = await api.as(await createMember()).execute('{ accountingPeriods { totalCount } }');
  expect(errors[0]?.extensions.code).toBe('FORBIDDEN');
});

test('periods run from the first month with cost to the current one', async () => {
  await enter({ date: '2026-08-15' });
  await close('2026-08-01');
  await enter();
  const query = `query ($status: [PeriodStatus!]) { accountingPeriods(status: $status) { totalCount edges { node {
    month status spend bookedSpend adjustmentSpend isDrifting checklist { key state } } } } }`;
  const data = await admin.query<{ accountingPeriods: { totalCount: number; edges: { node: object }[] } }>(query);
  expect(data.accountingPeriods.edges.map(({ node }) => node)).toMatchObject([
    { month: '2026-11-01', status: 'OPEN', spend: '0' },
    { month: '2026-10-01', status: 'OPEN', spend: '0' },
    { month: '2026-09-01', status: 'OPEN', spend: '100', bookedSpend: '100', adjustmentSpend: '0' },
    { month: '2026-08-01', status: 'CLOSED', spend: '100', bookedSpend: '100', isDrifting: false },
  ]);
  const closed = await admin.query<typeof data>(query, { status: ['CLOSED'] });
  expect(closed.accountingPeriods.totalCount).toBe(1);
});

describe('the database keeps a closed month from', () => {
  beforeEach(async () => {
    await use('2026-09-10', 7n, await owned());
    await enter();
    await close('2026-09-01');
  });
  test.each([
    'INSERT INTO cost_entry_line (entry_id, amount, reporting_amount) SELECT id, 1, 1 FROM cost_entry',
    'UPDATE cost_entry SET amount = 1',
    "UPDATE cost_entry SET date = '2026-10-01'",
    "UPDATE cost_entry SET voided_at = now(), void_reason = 'x'",
    'UPDATE cost_entry_line SET reporting_amount = 1',
    'DELETE FROM cost_entry_line',
    'DELETE FROM cost_entry',
    'DELETE FROM booked_cost',
    'DELETE FROM accounting_period',
    "UPDATE accounting_period SET month = '2026-08-01'",
  ])('%s', async (sql) => {
    await expect(pool.query(sql)).rejects.toMatchObject({ code: 'OL001' });
  });
  test('an update or an addition of what it booked', async () => {
    await expect(pool.query('UPDATE booked_cost SET spend_nano = 1')).rejects.toThrow(/never updated/);
    const { id, ...data } = await db.bookedCost.findFirstOrThrow({ where: { lineId: 0 } });
    await expect(db.bookedCost.create({ data: { ...data, billingMonth: startOfDay('2026-09-01') } })).rejects.toThrow(
      /is closed/,
    );
    const booked = await db.bookedCost.findMany({ orderBy: { id: 'asc' }, select: { id: true, spendNano: true } });
    expect(booked).toEqual([
      { id, spendNano: 7_000_000_000n },
      { id: id + 1n, spendNano: 100_000_000_000n },
    ]);
  });
});
