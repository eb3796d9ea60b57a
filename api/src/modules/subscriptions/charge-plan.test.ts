import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, type Day, dayCount } from '../../lib/calendar.ts';
import { divideHalfEven } from '../../lib/money.ts';
import { occurrences } from '../ledger/calendar-interval.ts';
import { chargePlan, firstBillingDate, heldOn, type SubscriptionTerms } from './charge-plan.ts';

const terms: SubscriptionTerms = {
  startedOn: '2026-01-31',
  trialUntil: null,
  endsOn: null,
  interval: 'MONTHLY',
  isVariable: false,
  connectionId: null,
  prices: [{ from: '2026-01-31', seats: 1, amount: 1_000_000n }],
  owners: [{ from: '2026-01-31', memberId: 1, teamId: null }],
  charges: new Map(),
};
const plan = (changes: Partial<SubscriptionTerms>, today: Day) =>
  chargePlan({ ...terms, ...changes }, today).map(({ date, amount, service }) => [date, amount, service.until]);

describe('what a subscription charges', () => {
  test('comes on each billing date by the calendar and pays until the next', () => {
    expect(plan({}, '2026-03-31')).toEqual([
      ['2026-01-31', 1_000_000n, '2026-02-28'],
      ['2026-02-28', 1_000_000n, '2026-03-31'],
      ['2026-03-31', 1_000_000n, '2026-04-30'],
    ]);
    expect(plan({}, '2026-01-30')).toEqual([]);
  });

  test('begins after the trial and counts its dates from there', () => {
    expect(plan({ trialUntil: '2026-02-14' }, '2026-03-14')).toEqual([
      ['2026-02-14', 1_000_000n, '2026-03-14'],
      ['2026-03-14', 1_000_000n, '2026-04-14'],
    ]);
    expect(plan({ trialUntil: '2026-02-14', endsOn: '2026-02-14' }, '2026-03-14')).toEqual([]);
  });

  test('keeps what was paid for when it ends, and comes no more', () => {
    expect(plan({ endsOn: '2026-03-10' }, '2026-06-01')).toEqual([
      ['2026-01-31', 1_000_000n, '2026-02-28'],
      ['2026-02-28', 1_000_000n, '2026-03-10'],
    ]);
    expect(plan({ endsOn: '2026-02-28' }, '2026-06-01')).toEqual([['2026-01-31', 1_000_000n, '2026-02-28']]);
  });

  test('is topped up for the days a higher price holds, and credited for those of a lower one', () => {
    const prices = [
      { from: '2026-01-31', seats: 1, amount: 280_000n },
      { from: '2026-02-07', seats: 3, amount: 280_000n },
      { from: '2026-02-21', seats: 2, amount: 280_000n },
    ];
    expect(plan({ prices }, '2026-02-27')).toEqual([
      ['2026-01-31', 280_000n, '2026-02-28'],
      ['2026-02-07', 420_000n, '2026-02-28'],
      ['2026-02-21', -70_000n, '2026-02-28'],
    ]);
  });

  test('is the amount entered for the date; a variable one comes only when it was entered', () => {
    const charges = new Map([['2026-02-28', 123n]]);
    expect(plan({ charges }, '2026-02-28').map(([, amount]) => amount)).toEqual([1_000_000n, 123n]);
    expect(plan({ charges, isVariable: true }, '2026-03-31')).toEqual([['2026-02-28', 123n, '2026-03-31']]);
  });
});

const day = fc.integer({ min: 0, max: 900 }).map((count) => addDays('2024-01-01', count));
const anyTerms = fc.record({
  startedOn: day,
  trial: fc.option(fc.integer({ min: 0, max: 40 })),
  end: fc.option(fc.integer({ min: 1, max: 500 })),
  interval: fc.constantFrom('WEEKLY' as const, 'MONTHLY' as const, 'QUARTERLY' as const, 'YEARLY' as const),
  price: fc.record({ seats: fc.integer({ min: 1, max: 9 }), amount: fc.bigInt({ min: 0n, max: 9_999_999n }) }),
  changes: fc.uniqueArray(
    fc.record({
      after: fc.integer({ min: 1, max: 500 }),
      seats: fc.integer({ min: 1, max: 9 }),
      amount: fc.bigInt({ min: 0n, max: 9_999_999n }),
    }),
    { selector: ({ after }) => after, maxLength: 6 },
  ),
});

test('over its life it charges the price history integrated over each cycle by days, rounded once a cycle', () => {
  fc.assert(
    fc.property(
      anyTerms,
      fc.integer({ min: 0, max: 700 }),
      ({ startedOn, trial, end, price, changes, interval }, age) => {
        const prices = [
          { from: startedOn, ...price },
          ...changes.map(({ after, ...rest }) => ({ from: addDays(startedOn, after), ...rest })),
        ].sort((a, b) => (a.from < b.from ? -1 : 1));
        const random: SubscriptionTerms = {
          ...terms,
          startedOn,
          trialUntil: trial === null ? null : addDays(startedOn, trial),
          endsOn: end === null ? null : addDays(startedOn, end),
          interval,
          prices,
          owners: [{ from: startedOn, memberId: 1, teamId: null }],
        };
        const today = addDays(startedOn, age);
        const charged = chargePlan(random, today).reduce((sum, { amount }) => sum + amount, 0n);
        expect(charged).toBe(integrated(random, today));
        expect(new Set(chargePlan(random, today).map(({ date }) => date)).size).toBe(chargePlan(random, today).length);
      },
    ),
  );
});

/** The same by walking over every day: what is known by today, and before the end, holds to the end of its cycle. */
function integrated(random: SubscriptionTerms, today: Day): bigint {
  const until = [addDays(today, 1), random.endsOn ?? '9999-12-31'].sort()[0] ?? '';
  let total = 0n;
  for (const { date, next } of occurrences(firstBillingDate(random), random.interval, { from: '2000-01-01', until })) {
    let sum = 0n;
    for (let step = 0; step < dayCount({ from: date, until: next }); step += 1) {
      const known = [addDays(date, step), addDays(until, -1)].sort()[0] ?? '';
      const { seats, amount } = heldOn(random.prices, known);
      sum += BigInt(seats) * amount;
    }
    total += divideHalfEven(sum, BigInt(dayCount({ from: date, until: next })));
  }
  return total;
}
