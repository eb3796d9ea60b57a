import { describe, expect, test } from 'vitest';
import { db } from '../../../db.ts';
import { addDays, daysOf } from '../../../lib/calendar.ts';
import { createAdmin } from '../../../test/factories.ts';
import { useTestApi } from '../../../test/use-test-api.ts';
import { insertCosts } from '../../explore/cost-fixture.ts';
import { mutate } from '../../ledger/ledger-kit.ts';
import { addRule, alerts, arrangeSpenders, evaluateAt, lastAlert } from './rules-kit.ts';

const api = useTestApi(async () => {
  api.clock.set('2026-11-18T12:00:00Z');
});

const entry = { memberId: null, agentId: null, projectId: null, glAccountId: null, vendorId: null };
const cost = (date: string, amount: bigint, rest: object = {}) => ({
  ...{ date, service: { from: date, until: addDays(date, 1) }, kind: 'FIXED' as const, amount, category: '' },
  ...{ ...entry, isBookedOnly: false, isVoid: false },
  ...rest,
});
const dollars = (amount: number) => BigInt(amount) * 10_000n;

async function pivotSpend(link: string) {
  const search = new URLSearchParams(link.split('?')[1]);
  const [from, until] = (search.get('period') ?? '').split('..');
  const input = {
    ...{ from, until, measures: ['SPEND'], rows: [], columns: [] },
    filters: JSON.parse(search.get('filters') ?? '[]'),
  };
  const data = await api
    .as(await createAdmin())
    .query<{ pivot: { totals: { values: string[] } } }>(
      'query ($input: PivotInput!) { pivot(input: $input) { totals { values } } }',
      { input },
    );
  return data.pivot.totals.values[0];
}

describe('daily cost', () => {
  test('is told once a day, with the figure of the pivot it links to', async () => {
    const { fact, spend } = await arrangeSpenders();
    await addRule('DAILY_COST');
    await spend(fact('ada', '2026-11-18T08', '30.000000001'), fact('bea', '2026-11-18T09', '20'));
    await insertCosts([cost('2026-11-18', dollars(1)), cost('2026-11-18', dollars(500), { isVoid: true })]);
    await evaluateAt('2026-11-18T10:00:00Z');
    await evaluateAt('2026-11-18T10:01:00Z');
    expect(await alerts()).toEqual(['|2026-11-18 > 50 USD|OPEN']);
    const alert = await lastAlert();
    expect(alert).toMatchObject({
      severity: 'WARNING',
      title: '51.00 USD spent on 2026-11-18, more than 50 USD a day',
      evidence: {
        day: '2026-11-18',
        spend: '51.000000001',
        variable: '50.000000001',
        fixed: '1',
        limit: '50',
        currency: 'USD',
      },
    });
    expect(await pivotSpend(alert.link)).toBe('51.000000001');
  });

  test('exactly at the limit is not above it; an entry that is voided takes it back, and brings nobody a second mail', async () => {
    const { fact, spend } = await arrangeSpenders();
    await addRule('DAILY_COST');
    await spend(fact('ada', '2026-11-18T08', '50'));
    await evaluateAt('2026-11-18T10:00:00Z');
    expect(await alerts()).toEqual([]);
    await insertCosts([cost('2026-11-18', dollars(5))]);
    await evaluateAt('2026-11-18T10:01:00Z');
    await db.costEntry.updateMany({ data: { voidedAt: new Date(), voidReason: 'Twice' } });
    await evaluateAt('2026-11-18T10:02:00Z');
    expect(await alerts()).toEqual(['|2026-11-18 > 50 USD|RESOLVED']);
    await spend(fact('bea', '2026-11-18T10', '7'));
    await evaluateAt('2026-11-18T10:03:00Z');
    expect(await alerts()).toEqual(['|2026-11-18 > 50 USD|OPEN']);
    const history = await db.budgetAlertEvent.findMany({ orderBy: { id: 'asc' } });
    expect(history.map(({ kind }) => kind)).toEqual(['RAISED', 'RESOLVED', 'REOPENED']);
  });

  test('late vendor data that lifts a past day raises it, none before the rule was switched on', async () => {
    const { fact, spend } = await arrangeSpenders();
    await addRule('DAILY_COST', { activeFrom: new Date('2026-11-14T15:00:00Z') });
    await spend(
      fact('ada', '2026-11-13T08', '90'),
      fact('ada', '2026-11-14T08', '40'),
      fact('ada', '2026-11-18T08', '1'),
    );
    await evaluateAt('2026-11-18T10:00:00Z');
    expect(await alerts()).toEqual([]);
    await spend(fact('ada', '2026-11-14T09', '10.5'));
    await evaluateAt('2026-11-18T10:01:00Z');
    expect(await alerts()).toEqual(['|2026-11-14 > 50 USD|OPEN']);
    await evaluateAt('2026-11-19T10:02:00Z');
    expect(await alerts()).toEqual(['|2026-11-14 > 50 USD|RESOLVED']);
    expect((await lastAlert()).resolution).toBe('WINDOW_ENDED');
  });

  test('is over at the end of the next day, and armed again by another limit', async () => {
    const { fact, spend } = await arrangeSpenders();
    const rule = await addRule('DAILY_COST');
    const admin = api.as(await createAdmin());
    await spend(fact('ada', '2026-11-18T08', '60'));
    await evaluateAt('2026-11-18T10:00:00Z');
    const change = (amount: string) =>
      mutate(admin, 'changeAlertRule', { ruleId: `AlertRule:${rule.id}`, amount }, '... on AlertRule { amount }');
    await change('55');
    await evaluateAt('2026-11-18T10:01:00Z');
    expect(await alerts()).toEqual(['|2026-11-18 > 50 USD|RESOLVED', '|2026-11-18 > 55 USD|OPEN']);
    expect((await db.budgetAlert.findFirstOrThrow({ orderBy: { id: 'asc' } })).resolution).toBe('LIMIT_CHANGED');
    await evaluateAt('2026-11-19T23:59:00Z');
    expect((await alerts())[1]).toBe('|2026-11-18 > 55 USD|OPEN');
    await evaluateAt('2026-11-20T00:00:00Z');
    expect((await alerts())[1]).toBe('|2026-11-18 > 55 USD|RESOLVED');
  });

  test('follows the days of the reporting zone over a change of clocks', async () => {
    const { fact, spend } = await arrangeSpenders('Europe/Berlin');
    await addRule('DAILY_COST');
    await spend(
      ...[fact('ada', '2026-10-24T21', '45'), fact('ada', '2026-10-24T22', '30'), fact('ada', '2026-10-25T22', '25')],
      fact('ada', '2026-10-25T23', '45'),
    );
    await evaluateAt('2026-10-26T12:00:00Z');
    expect(await alerts()).toEqual(['|2026-10-25 > 50 USD|OPEN']);
    expect((await lastAlert()).expiresAt).toEqual(new Date('2026-10-26T23:00:00Z'));
  });

  test('of an organization that reports in euros is compared at the rate of the day', async () => {
    const { fact, spend } = await arrangeSpenders();
    await db.organization.updateMany({ data: { reportingCurrency: 'EUR' } });
    const rate = { base: 'USD', quote: 'EUR' };
    await db.exchangeRate.create({ data: { ...rate, day: new Date('2026-01-01'), rate: '0.9' } });
    await addRule('DAILY_COST');
    await spend(fact('ada', '2026-11-17T08', '50'), fact('ada', '2026-11-18T08', '51'));
    await evaluateAt('2026-11-18T10:00:00Z');
    expect(await alerts()).toEqual(['|2026-11-18 > 50 USD|OPEN']);
    expect((await lastAlert()).evidence).toMatchObject({
      ...{ spend: '45.9', limit: '45', currency: 'EUR', limitAsSet: '50 USD' },
    });
  });
});

test("a member's daily cost counts what they used, and concerns them", async () => {
  const { ada, bea, fact, spend } = await arrangeSpenders();
  await addRule('MEMBER_DAILY_COST');
  await spend(
    fact('ada', '2026-11-18T08', '9'),
    fact('bot', '2026-11-18T08', '1.5'),
    fact('bea', '2026-11-18T08', '10'),
  );
  await spend(fact('nobody', '2026-11-18T08', '99'));
  await insertCosts([cost('2026-11-18', dollars(20), { memberId: bea.id })]);
  await evaluateAt('2026-11-18T10:00:00Z');
  expect(await alerts()).toEqual([`Member:${ada.id}|2026-11-18 > 10 USD|OPEN`]);
  const alert = await lastAlert();
  expect(alert).toMatchObject({
    concernedMemberId: ada.id,
    title: 'Ada spent 10.50 USD on 2026-11-18, more than 10 USD a day',
    evidence: { member: 'Ada', spend: '10.5' },
  });
  expect(await pivotSpend(alert.link)).toBe('10.5');

  const seen = '{ budgetAlerts { totalCount edges { node { title rule { kind name } concernedMember { name } } } } }';
  expect(await api.as(ada).query(seen)).toMatchObject({
    budgetAlerts: {
      totalCount: 1,
      edges: [{ node: { rule: { kind: 'MEMBER_DAILY_COST' }, concernedMember: { name: 'Ada' } } }],
    },
  });
  expect(await api.as(bea).query(seen)).toMatchObject({ budgetAlerts: { totalCount: 0 } });
});

describe('trend', () => {
  const week = (fact: Awaited<ReturnType<typeof arrangeSpenders>>['fact'], from: string, amount: string) =>
    daysOf({ from, until: addDays(from, 7) }).map((day) => fact('ada', `${day}T08`, amount));

  test('up more than 20 percent is told once while it lasts; fixed charges do not count', async () => {
    const { fact, spend } = await arrangeSpenders();
    await addRule('TREND');
    await spend(
      fact('ada', '2026-10-30T08', '20'),
      ...week(fact, '2026-11-04', '20'),
      ...week(fact, '2026-11-11', '24'),
    );
    await insertCosts([cost('2026-11-12', dollars(900))]);
    await evaluateAt('2026-11-18T10:00:00Z');
    expect(await alerts()).toEqual([]);
    await spend(fact('ada', '2026-11-17T09', '0.01'));
    for (const at of ['10:01', '10:02', '23:59']) await evaluateAt(`2026-11-18T${at}:00Z`);
    expect(await alerts()).toEqual(['|since 2026-11-18|OPEN']);
    const alert = await lastAlert();
    expect(alert.evidence).toMatchObject({ spend: '168.01', previous: '140', risePercent: '20', limitPercent: '20' });
    expect(await pivotSpend(alert.link)).toBe('168.01');
    await evaluateAt('2026-11-20T10:00:00Z');
    expect(await alerts()).toEqual(['|since 2026-11-18|RESOLVED']);
  });

  test('a beginning, and a rise by next to nothing, are no trend', async () => {
    const { fact, spend } = await arrangeSpenders();
    await addRule('TREND');
    await spend(...week(fact, '2026-11-06', '2'), ...week(fact, '2026-11-11', '9'));
    await evaluateAt('2026-11-18T10:00:00Z');
    await spend(fact('ada', '2026-10-25T08', '1'));
    await spend(...week(fact, '2026-11-04', '7'));
    await evaluateAt('2026-11-18T10:01:00Z');
    expect(await alerts()).toEqual([]);
  });
});

describe('spike', () => {
  /** Eleven weeks of ordinary days before 18 November 2026, a Wednesday. */
  async function ordinary() {
    const acme = await arrangeSpenders();
    const days = daysOf({ from: '2026-09-01', until: '2026-11-18' });
    const amountOf = (day: string) =>
      new Date(day).getUTCDay() % 6 === 0 ? '1' : String(20 + (Number(day.slice(8)) % 5));
    await acme.spend(...days.map((day) => acme.fact('ada', `${day}T08`, amountOf(day))));
    await addRule('SPIKE');
    return acme;
  }

  test('an ordinary day, a busy one and a monthly charge are none', async () => {
    const { fact, spend } = await ordinary();
    await spend(fact('ada', '2026-11-18T08', '28'));
    await insertCosts([cost('2026-11-18', dollars(2000)), cost('2026-11-17', dollars(2000))]);
    await evaluateAt('2026-11-18T20:00:00Z');
    expect(await alerts()).toEqual([]);
  });

  test('a day far above its weekdays is told of the organization and the member, and links to both', async () => {
    const { ada, fact, spend } = await ordinary();
    await spend(fact('ada', '2026-11-18T08', '60'));
    await evaluateAt('2026-11-18T20:00:00Z');
    await evaluateAt('2026-11-18T20:05:00Z');
    expect(await alerts()).toEqual(['|2026-11-18|OPEN', `Member:${ada.id}|2026-11-18|OPEN`]);
    expect(await lastAlert()).toMatchObject({
      concernedMemberId: ada.id,
      evidence: { weekday: 'Wednesday', spend: '60', weekdaysCompared: 11 },
    });
  });

  test('a weekday amount on a Sunday is one: weekdays are compared with their own', async () => {
    const { fact, spend } = await ordinary();
    await spend(fact('bea', '2026-11-15T09', '20'));
    await evaluateAt('2026-11-16T08:00:00Z');
    expect(await alerts()).toEqual(['|2026-11-15|OPEN']);
  });

  test('earlier spikes do not hide one, and too short a history tells none', async () => {
    const { bea, fact, spend } = await ordinary();
    await spend(fact('ada', '2026-11-11T08', '500'), fact('ada', '2026-11-04T08', '500'));
    await spend(...['2026-10-28', '2026-11-04', '2026-11-11'].map((day) => fact('bea', `${day}T08`, '1')));
    await spend(fact('ada', '2026-11-18T08', '60'), fact('bea', '2026-11-18T08', '30'));
    await evaluateAt('2026-11-18T20:00:00Z');
    const told = await alerts();
    expect(told).toContain('|2026-11-18|OPEN');
    expect(told.filter((line) => line.startsWith(`Member:${bea.id}`))).toEqual([]);
  });
});
