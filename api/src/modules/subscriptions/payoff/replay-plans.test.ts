import { expect, test } from 'vitest';
import type { Plan } from '../plan.ts';
import type { PayoffMonth } from './read-payoff.ts';
import { replayPlans } from './replay-plans.ts';

const NANO = 10n ** 9n;
const plan = (code: string, amount: string, perMonth?: string, changes: Partial<Plan> = {}): Plan => ({
  ...{ code, name: code, vendorCode: 'acme', vendorName: 'Acme', kind: 'CODING', minSeats: 1, isForTeams: false },
  prices: [{ interval: 'MONTHLY', currency: 'USD', amount }],
  ...(perMonth ? { allowance: { unit: 'LIST_VALUE_USD', perMonth, overage: '1', basis: 'PUBLISHED' } } : {}),
  ...changes,
});
/** A month paid 200 USD for one seat; usage in whole units. */
const month = (list: bigint[], changes: Partial<PayoffMonth> = {}): PayoffMonth => ({
  ...{ month: '2026-09-01', isComplete: true, isWhole: true, seats: 1, price: 200n * NANO, confidence: 'REPORTED' },
  usage: list.map((value, index) => ({
    ...{ subscriptionId: 1, memberId: index + 1, month: '2026-09-01', isTracked: false, unpricedCount: 0n },
    ...{ includedList: value * NANO, meteredList: 0n, meteredSpend: 0n, requests: value },
  })),
  ...changes,
});
const dollars = (nano: bigint | undefined) => (nano === undefined ? undefined : Number(nano / NANO));

test('each plan costs its price and the usage beyond its allowance, the API the list value', () => {
  const plans = [plan('small', '20', '50'), plan('large', '100', '500'), plan('secret', '10')];
  const replay = replayPlans([month([80n]), month([300n])], plans, '1');
  expect(
    replay.options.map(({ plan: option, cost, fixed, overage, yearlySaving, isWithinBand }) => [
      option?.code,
      ...[cost, fixed, overage, yearlySaving].map(dollars),
      isWithinBand,
    ]),
  ).toEqual([
    ['small', 320, 40, 280, 480, false],
    ['large', 200, 200, 0, 1200, false],
    ['secret', undefined, 20, 0, undefined, true],
    [undefined, 380, 0, 380, 120, true],
  ]);
  expect([replay.monthCount, dollars(replay.paid), dollars(replay.listValue)]).toEqual([2, 400, 380]);
  expect(replay.best?.plan?.code).toBe('large');
});

test('requests beyond those included cost their price', () => {
  const perMonth = { unit: 'REQUESTS', perMonth: '300', overage: '0.04', basis: 'PUBLISHED' } as const;
  const { options } = replayPlans([month([800n])], [plan('requests', '10', '1', { allowance: perMonth })], '1');
  expect(dollars(options[0]?.cost)).toBe(30);
});

test('suggests nothing for less than a tenth or 5 USD a month, for unfinished months, for dearer plans', () => {
  const best = (months: PayoffMonth[], amount: string, usdRate = '1') =>
    replayPlans(months, [plan('other', amount, '1000')], usdRate).best?.plan?.code;
  const used = (price: bigint, changes: Partial<PayoffMonth> = {}) =>
    month([900n], { price: price * NANO, ...changes });
  expect(best([used(200n)], '180')).toBe('other');
  expect(best([used(200n)], '181')).toBeUndefined();
  expect(best([used(20n)], '16')).toBeUndefined();
  expect(best([used(20n)], '15')).toBe('other');
  expect(best([used(20n)], '30')).toBeUndefined();
  expect(best([used(200n, { isComplete: false })], '20')).toBeUndefined();
  expect(best([used(200n, { isWhole: false })], '20')).toBeUndefined();
  expect(best([used(200n)], '100', '2')).toBeUndefined();
});

test('a team pays for every seat, at least those the vendor sells, and each member has an allowance', () => {
  const team = month([100n, 10n], { seats: 3 });
  const cost = (minSeats: number) =>
    dollars(replayPlans([team], [plan('team', '20', '50', { minSeats })], '1').options[0]?.cost);
  expect([cost(1), cost(5)]).toEqual([110, 150]);
});

test('everybody who used it needs a seat of the plan, and nothing dearer than the plan it has is suggested', () => {
  const team = month([100n, 100n, 100n], { seats: 1, price: 500n * NANO });
  const plans = [plan('team', '20', '100'), plan('dearer', '30', '100')];
  const best = (current?: string) => replayPlans([team], plans, '1', current).best?.plan?.code;
  expect(dollars(replayPlans([team], plans, '1').options[0]?.cost)).toBe(60);
  expect([best(), best('team'), best('dearer')]).toEqual(['team', undefined, 'team']);
});

test('months whose usage nobody saw are left out: nothing is told of them', () => {
  const unseen = month([], { confidence: 'NONE' });
  expect(replayPlans([unseen], [plan('other', '20', '1000')], '1')).toMatchObject({ monthCount: 0, best: undefined });
  const { monthCount, paid } = replayPlans([unseen, month([100n])], [], '1');
  expect([monthCount, dollars(paid)]).toEqual([1, 200]);
});

test('what the plan it has would cover of metered usage is no saving of another plan', () => {
  const metered = month([80n]);
  const [usage] = metered.usage;
  if (usage) Object.assign(usage, { includedList: 0n, meteredList: 80n * NANO, meteredSpend: 80n * NANO });
  const plans = [plan('small', '40', '100'), plan('held', '200', '500')];
  const { paid, staying, options, best } = replayPlans([metered], plans, '1', 'held');
  expect([paid, staying].map(dollars)).toEqual([280, 200]);
  expect(options.map(({ yearlySaving }) => dollars(yearlySaving))).toEqual([1920, 0, 1440]);
  expect([best?.plan?.code, dollars(best?.yearlySaving)]).toEqual(['small', 1920]);
});

test('a discounted plan is compared at its own price', () => {
  const plans = [plan('other', '100', '500'), plan('held', '150', '500')];
  const replay = replayPlans([month([300n], { price: 90n * NANO })], plans, '1', 'held');
  expect([dollars(replay.staying), replay.best]).toEqual([90, undefined]);
});
