import { describe, expect, test } from 'vitest';
import { db, pool } from '../../db.ts';
import { useAcme } from '../../test/use-acme.ts';
import { mutate } from '../ledger/ledger-kit.ts';
import { addBudget, alertLines, change, enterLicence, historyOf, readUsage, spend } from './budget-kit.ts';
import { evaluateBudgets } from './evaluate-budgets.ts';

const START = '2026-11-16T06:00:00Z';
const unit = 1_000_000_000n;

const given = useAcme(START);
const { admin } = given;

/** Moves the clock and looks. */
const at = async (instant: string) => {
  given.api.clock.set(instant);
  return evaluateBudgets({ now: given.api.clock.now() });
};

describe('an alert', () => {
  test('is raised once for each threshold, however often one looks', async () => {
    await addBudget(admin());
    await spend(given, '2026-11-16T08:00:00Z', 24);
    expect(await at('2026-11-16T09:00:00Z')).toEqual({ budgets: 1, raised: 0, resolved: 0, reopened: 0 });
    await spend(given, '2026-11-16T09:00:00Z', 1);
    expect(await at('2026-11-16T09:10:00Z')).toMatchObject({ raised: 1 });
    expect(await at('2026-11-16T09:11:00Z')).toMatchObject({ raised: 0 });
    await spend(given, '2026-11-16T10:00:00Z', 40);
    expect(await at('2026-11-16T10:30:00Z')).toMatchObject({ raised: 2 });
    expect(await at('2026-11-16T23:59:59Z')).toMatchObject({ raised: 0, resolved: 0 });
    expect(await alertLines()).toEqual(['2026-11-16/50/1 OPEN', '2026-11-16/80/1 OPEN', '2026-11-16/100/1 OPEN']);
  });

  test('says what was reached, with exact figures, and where to see them', async () => {
    const subject = { scope: 'TEAM', id: `Team:${given.acme.team.id}` };
    await addBudget(admin(), { name: 'Research', subject, period: 'MONTHLY', limit: '7.5', thresholds: [80] });
    await at('2026-11-16T09:00:00Z');
    expect(await db.budgetAlert.findFirstOrThrow()).toMatchObject({
      ...{ severity: 'WARNING', threshold: 80, isProjected: false, subjectKey: '' },
      title: 'Research (monthly) has reached 80 %: 6.00 of 7.50 USD',
      evidence: {
        ...{ spent: '6.000000001', limit: '7.5', left: '1.499999999', percent: '80', unit: 'USD', metric: 'COST' },
        ...{ from: '2026-11-01', until: '2026-12-01', carriedOver: '0', subject: 'Research', threshold: 80 },
        ...{ startsAt: '2026-11-01T00:00:00.000Z', endsAt: '2026-12-01T00:00:00.000Z', period: 'MONTHLY' },
      },
      ...{
        windowStartsAt: new Date('2026-11-01'),
        windowEndsAt: new Date('2026-12-01'),
        expiresAt: new Date('2026-12-01'),
      },
    });
    const { link } = await db.budgetAlert.findFirstOrThrow();
    const search = new URL(link, 'http://outlay.test').searchParams;
    expect(Object.fromEntries(search)).toEqual({
      ...{ rows: '["DAY"]', columns: '[]', measures: '["SPEND"]', period: '2026-11-01..2026-12-01' },
      filters: `[{"dimension":"TEAM","in":["Team:${given.acme.team.id}"]}]`,
    });
  });

  test('resolves when its window ends, and the next window is armed again', async () => {
    await addBudget(admin(), { thresholds: [100] });
    await spend(given, '2026-11-16T08:00:00Z', 50);
    await at('2026-11-16T09:00:00Z');
    expect(await at('2026-11-17T00:00:00Z')).toMatchObject({ resolved: 1, raised: 0 });
    await spend(given, '2026-11-17T08:00:00Z', 51);
    await at('2026-11-17T09:00:00Z');
    expect(await alertLines()).toEqual(['2026-11-16/100/1 RESOLVED WINDOW_ENDED', '2026-11-17/100/1 OPEN']);
    expect(await historyOf('2026-11-16/100/1')).toEqual(['RAISED', 'RESOLVED The window ended.']);
  });

  test('of a day whose figures come late is raised then, and stays until the day it was raised on ends', async () => {
    await addBudget(admin(), { thresholds: [100] });
    await at('2026-11-16T23:00:00Z');
    await spend(given, '2026-11-16T08:00:00Z', 60);
    await at('2026-11-18T06:05:00Z');
    await at('2026-11-18T23:59:00Z');
    expect(await alertLines()).toEqual(['2026-11-16/100/1 OPEN']);
    await at('2026-11-19T00:00:00Z');
    expect(await alertLines()).toEqual(['2026-11-16/100/1 RESOLVED WINDOW_ENDED']);
  });

  test('resolves when a void takes it below, opens again when it is reached again, and is never raised twice', async () => {
    await addBudget(admin(), { thresholds: [80, 100] });
    await spend(given, '2026-11-16T08:00:00Z', 20);
    const { id } = await enterLicence(admin(), '35.0000', '2026-11-16');
    await at('2026-11-16T09:00:00Z');
    expect(await alertLines()).toEqual(['2026-11-16/80/1 OPEN', '2026-11-16/100/1 OPEN']);
    await mutate(admin(), 'voidCostEntry', { entryId: id, reason: 'Wrong' }, '... on CostEntry { id }');
    expect(await at('2026-11-16T10:00:00Z')).toMatchObject({ resolved: 2 });
    expect(await historyOf('2026-11-16/100/1')).toEqual(['RAISED', 'RESOLVED Back at 20 of 50 (40 %).']);
    await spend(given, '2026-11-16T11:00:00Z', 25);
    expect(await at('2026-11-16T12:00:00Z')).toMatchObject({ reopened: 1, raised: 0 });
    expect(await alertLines()).toEqual(['2026-11-16/80/1 OPEN', '2026-11-16/100/1 RESOLVED BELOW_THRESHOLD']);
    expect((await historyOf('2026-11-16/80/1')).at(-1)).toBe('REOPENED Again at 45 of 50 (90 %).');
  });

  test('that somebody resolved stays resolved for its window', async () => {
    await addBudget(admin(), { thresholds: [100] });
    await spend(given, '2026-11-16T08:00:00Z', 60);
    await at('2026-11-16T09:00:00Z');
    await mutate(
      admin(),
      'resolveBudgetAlert',
      { alertId: 'BudgetAlert:1', note: 'Agreed' },
      '... on BudgetAlert { id }',
    );
    await spend(given, '2026-11-16T09:00:00Z', 60);
    await at('2026-11-16T10:00:00Z');
    expect(await alertLines()).toEqual(['2026-11-16/100/1 RESOLVED BY_HAND']);
  });
});

describe('another limit', () => {
  test('resolves what was raised under the old one, and alerts anew only where it is reached itself', async () => {
    const budget = await addBudget(admin(), { thresholds: [50, 100] });
    await spend(given, '2026-11-16T08:00:00Z', 60);
    await at('2026-11-16T09:00:00Z');
    given.api.clock.set('2026-11-16T09:30:00Z');
    await change(admin(), budget, { limit: '100' });
    await at('2026-11-16T09:31:00Z');
    expect(await alertLines()).toEqual([
      '2026-11-16/50/1 RESOLVED LIMIT_CHANGED',
      '2026-11-16/100/1 RESOLVED LIMIT_CHANGED',
      '2026-11-16/50/2 OPEN',
    ]);
    expect((await historyOf('2026-11-16/100/1')).at(-1)).toBe('RESOLVED The limit is 100 now.');
    await spend(given, '2026-11-16T10:00:00Z', 40);
    await at('2026-11-16T10:01:00Z');
    expect((await alertLines()).slice(2)).toEqual(['2026-11-16/50/2 OPEN', '2026-11-16/100/2 OPEN']);
  });

  test('says nothing of windows that had ended', async () => {
    const budget = await addBudget(admin(), { thresholds: [100] });
    await spend(given, '2026-11-16T08:00:00Z', 30);
    await at('2026-11-16T09:00:00Z');
    given.api.clock.set('2026-11-17T09:00:00Z');
    await change(admin(), budget, { limit: '20' });
    await at('2026-11-17T09:01:00Z');
    expect(await alertLines()).toEqual([]);
  });

  test('that is the old one changes nothing', async () => {
    const budget = await addBudget(admin(), { thresholds: [100] });
    await spend(given, '2026-11-16T08:00:00Z', 60);
    await at('2026-11-16T09:00:00Z');
    await change(admin(), budget, { limit: '50.0', notes: 'Talked about it' });
    await at('2026-11-16T10:00:00Z');
    expect(await alertLines()).toEqual(['2026-11-16/100/1 OPEN']);
  });
});

describe('a change of what is watched', () => {
  test('by another threshold alerts for it alone, and not for the past', async () => {
    const budget = await addBudget(admin(), { thresholds: [100] });
    await spend(given, '2026-11-16T08:00:00Z', 45);
    await at('2026-11-16T09:00:00Z');
    await spend(given, '2026-11-17T08:00:00Z', 55);
    await at('2026-11-17T09:00:00Z');
    given.api.clock.set('2026-11-17T09:10:00Z');
    await change(admin(), budget, { thresholds: [90, 100] });
    await at('2026-11-17T09:11:00Z');
    expect(await alertLines()).toEqual(['2026-11-17/100/1 OPEN', '2026-11-17/90/1 OPEN']);
    await change(admin(), budget, { thresholds: [100] });
    await at('2026-11-17T09:12:00Z');
    expect(await alertLines()).toEqual(['2026-11-17/100/1 OPEN', '2026-11-17/90/1 RESOLVED NO_LONGER_WATCHED']);
  });

  test('by archiving resolves at once, and taking it up again does not alert for the time between', async () => {
    const budget = await addBudget(admin(), { thresholds: [100] });
    await spend(given, '2026-11-16T08:00:00Z', 60);
    await at('2026-11-16T09:00:00Z');
    const archive = (isArchived: boolean) =>
      mutate(admin(), 'archiveBudget', { budgetId: `Budget:${budget}`, isArchived }, '... on Budget { id }');
    await archive(true);
    expect(await alertLines()).toEqual(['2026-11-16/100/1 RESOLVED NO_LONGER_WATCHED']);
    await spend(given, '2026-11-17T08:00:00Z', 60);
    expect(await at('2026-11-17T09:00:00Z')).toMatchObject({ budgets: 0 });
    given.api.clock.set('2026-11-18T09:00:00Z');
    await archive(false);
    expect(await at('2026-11-18T09:01:00Z')).toMatchObject({ budgets: 1, raised: 0 });
  });
});

test('a budget says nothing of windows that ended before it was made, however much is read later', async () => {
  await spend(given, '2026-11-14T08:00:00Z', 600);
  await addBudget(admin());
  await spend(given, '2026-11-13T08:00:00Z', 600);
  expect(await at('2026-11-16T09:00:00Z')).toMatchObject({ raised: 0 });
});

test('budgets in tokens and requests, of one model, by the hour alert as well', async () => {
  const subject = { scope: 'MODEL', id: `Model:${given.acme.haiku.id}` };
  await addBudget(admin(), { subject, period: 'HOURLY', metric: 'TOKENS', limit: '1000', thresholds: [100] });
  await addBudget(admin(), { subject, period: 'HOURLY', metric: 'REQUESTS', limit: '5', thresholds: [100] });
  const use = { modelId: given.acme.haiku.id, inputTokens: 600n, outputTokens: 400n };
  await spend(given, '2026-11-16T08:00:00Z', 1, { ...use, requests: 4n });
  await spend(given, '2026-11-16T09:00:00Z', 1, { ...use, requests: 5n });
  await at('2026-11-16T09:59:00Z');
  expect((await alertLines()).toSorted()).toEqual([
    '2026-11-16T08:00:00.000Z/100/1 OPEN',
    '2026-11-16T09:00:00.000Z/100/1 OPEN',
    '2026-11-16T09:00:00.000Z/100/1 OPEN',
  ]);
});

describe('a projection', () => {
  const monthly = { period: 'MONTHLY', limit: '600', thresholds: [100], alertsOnProjection: true };
  /** 10 USD a day over the seven weeks before. */
  async function spendDaily(until: string, usd = 10) {
    const days = (Date.parse(until) - Date.parse('2026-09-28T00:00:00Z')) / 86_400_000;
    const facts = Array.from({ length: days }, (_, day) => ({
      ...{ connectionId: given.acme.connection.id, vendorId: given.acme.vendor.id, spendNano: BigInt(usd) * unit },
      hour: new Date(Date.parse('2026-09-28T09:00:00Z') + day * 86_400_000).toISOString(),
    }));
    await readUsage(facts);
    await pool.query('UPDATE rollup_day SET closed_at = rebuilt_at');
    await db.connection.updateMany({ data: { status: 'PAUSED' } });
  }

  test('at or above the limit alerts once, and resolves when the expectation falls below', async () => {
    await spendDaily('2026-11-16T00:00:00Z');
    await addBudget(admin(), { ...monthly, limit: '310' });
    await at('2026-11-16T09:00:00Z');
    await at('2026-11-16T10:00:00Z');
    // 16 of acme's own and 150 until the 15th; 15 days at about 10 are expected.
    expect(await alertLines()).toEqual(['2026-11-01/projected/1 OPEN']);
    const { title, evidence, severity, isProjected } = await db.budgetAlert.findFirstOrThrow();
    expect({ severity, isProjected }).toEqual({ severity: 'WARNING', isProjected: true });
    expect(title).toMatch(/is expected to end at 3[12]\d\.\d\d of 310\.00 USD$/);
    expect(evidence).toMatchObject({
      spent: '166.000000001',
      limit: '310',
      projected: expect.stringMatching(/^3[12]\d/),
    });
    await spend(given, '2026-11-15T09:00:00Z', -100);
    await at('2026-11-16T11:00:00Z');
    expect(await alertLines()).toEqual(['2026-11-01/projected/1 RESOLVED BELOW_THRESHOLD']);
  });

  test('below the limit, or with less than a week of history, says nothing', async () => {
    const customer = await db.customer.create({ data: { externalId: 'tenant-1' } });
    for (const day of ['12', '13', '14'])
      await spend(given, `2026-11-${day}T09:00:00Z`, 10, { customerId: customer.id });
    const subject = { scope: 'CUSTOMER', id: `Customer:${customer.id}` };
    await addBudget(admin(), { ...monthly, subject, limit: '31' });
    await spendDaily('2026-11-16T00:00:00Z');
    await addBudget(admin(), monthly);
    expect(await at('2026-11-16T09:00:00Z')).toMatchObject({ budgets: 2, raised: 0 });
  });
});
