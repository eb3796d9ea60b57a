import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, addMonths, type Day, daysOf, startOfMonth } from '../../../lib/calendar.ts';
import { evenShares, type MonthFacts, projectMonth, runRate } from './project-month.ts';

const amountsOf = (from: Day, amounts: readonly bigint[]) =>
  new Map(amounts.map((amount, index) => [addDays(from, index), amount]));

function factsOf(today: Day, overrides: Partial<MonthFacts> = {}): MonthFacts {
  const from = startOfMonth(today);
  const known = { from: addDays(today, -84), until: today };
  return {
    ...{ month: { from, until: addMonths(from, 1) }, today, known },
    ...{ series: { usage: amountsOf(known.from, Array(84).fill(10n)), entries: new Map() }, scheduled: new Map() },
    ...overrides,
  };
}

describe('a month', () => {
  it.each([
    ['2026-02-01', 28n],
    ['2028-02-29', 29n],
    ['2026-12-31', 31n],
    ['2026-11-15', 30n],
  ])('as of %s has %s days', (today, days) => {
    const { expected, actual, added } = projectMonth(factsOf(today));
    expect([expected, actual + added]).toEqual([days * 10n, days * 10n]);
  });

  it('begins while the month before is still being read: its open days do not count for this one', () => {
    const facts = factsOf('2026-12-01', { known: { from: '2026-09-01', until: '2026-11-27' } });
    const result = projectMonth(facts);
    expect(result).toMatchObject({ actual: 0n, added: 310n, expected: 310n, below: 0n, above: 0n });
    expect(result.days[0]).toMatchObject({ day: '2026-12-01', isComplete: false, actual: 0n, expected: 10n });
  });

  it('expects of a day that is still being read what it expected, or what came already', () => {
    const facts = factsOf('2026-11-15', { known: { from: '2026-08-23', until: '2026-11-13' } });
    const usage = new Map([...facts.series.usage, ['2026-11-13', 4n], ['2026-11-14', 25n]] as const);
    const { days } = projectMonth({ ...facts, series: { ...facts.series, usage } });
    expect(
      days.slice(11, 15).map(({ day, isComplete, actual, expected }) => [day, isComplete, actual, expected]),
    ).toEqual([
      ['2026-11-12', true, 10n, 10n],
      ['2026-11-13', false, 4n, 10n],
      ['2026-11-14', false, 25n, 25n],
      ['2026-11-15', false, 0n, 10n],
    ]);
  });

  it('counts an entry dated after today as scheduled, not as spent', () => {
    const facts = factsOf('2026-11-15');
    const entries = new Map([
      ['2026-11-10', 7n],
      ['2026-11-20', 3n],
    ]);
    const result = projectMonth({
      ...facts,
      series: { ...facts.series, entries },
      scheduled: new Map([['2026-11-30', 2n]]),
    });
    expect(result).toMatchObject({ actual: 147n, scheduled: 5n, added: 160n, expected: 312n });
  });

  it('has a run-rate from its whole days only', () => {
    const facts = factsOf('2026-11-15');
    const usage = new Map([...facts.series.usage, ['2026-11-15', 9_999n]] as const);
    const later = { ...facts, series: { ...facts.series, usage } };
    expect(runRate(projectMonth(later), later)).toBe(300n);
    const first = factsOf('2026-11-01');
    expect(runRate(projectMonth(first), first)).toBeNull();
  });
});

describe('whatever was used and is due', () => {
  const anAmount = fc.bigInt({ min: 0n, max: 10n ** 14n });
  const aCase = fc.record({
    today: fc.integer({ min: 0, max: 800 }).map((days) => addDays('2026-01-01', days)),
    openDays: fc.integer({ min: 0, max: 7 }),
    monthsAhead: fc.integer({ min: -2, max: 3 }),
    usage: fc.array(anAmount, { minLength: 1, maxLength: 130 }),
    due: fc.array(fc.tuple(fc.nat(30), anAmount), { maxLength: 4 }),
  });

  it('the days add up to the month, what is known is not forecast, and the interval holds the expectation', () => {
    fc.assert(
      fc.property(aCase, ({ today, openDays, monthsAhead, usage, due }) => {
        const from = addMonths(startOfMonth(today), monthsAhead);
        const month = { from, until: addMonths(from, 1) };
        const known = { from: addDays(today, -182), until: addDays(today, -openDays) };
        const series = { usage: amountsOf(addDays(today, -usage.length + 1), usage), entries: new Map() };
        const scheduled = new Map(due.map(([index, nano]) => [daysOf(month)[index] ?? from, nano]));
        const result = projectMonth({ month, today, known, series, scheduled });
        const sum = (of: (day: (typeof result.days)[number]) => bigint) =>
          result.days.reduce((total, day) => total + of(day), 0n);
        expect(result.expected).toBe(result.actual + result.scheduled + result.added);
        expect(sum(({ expected }) => expected)).toBe(result.expected);
        expect(result.days.map(({ day }) => day)).toEqual(daysOf(month));
        for (const { day, isComplete, added, low, expected, high, actual } of result.days) {
          expect(isComplete).toBe(day < known.until);
          if (isComplete) expect(added).toBe(0n);
          expect((low ?? 0n) <= expected && expected <= (high ?? expected)).toBe(true);
          expect(actual === null).toBe(day > today);
          if (actual !== null) expect(low === null || low >= actual).toBe(true);
        }
        for (const width of [result.below, result.above]) expect(width === null || width >= 0n).toBe(true);
        expect(result.expected - (result.below ?? 0n) >= result.actual).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it('shares of a limit add up to it, each within one of the others', () => {
    fc.assert(
      fc.property(anAmount, fc.integer({ min: 0, max: 40 }), (limit, months) => {
        const from = addMonths('2026-01-01', months);
        const shares = evenShares(limit, { from, until: addMonths(from, 1) });
        expect(shares.reduce((sum, share) => sum + share, 0n)).toBe(limit);
        const sorted = shares.toSorted((a, b) => (a < b ? -1 : 1));
        expect((sorted.at(-1) ?? 0n) - (sorted[0] ?? 0n) <= 1n).toBe(true);
      }),
    );
  });
});
