import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, startOfDay } from '../../../lib/calendar.ts';
import { forecast, type HistoryDay } from './forecast.ts';

/** Consecutive days from a Monday. */
const history = (amounts: readonly bigint[], from = '2026-06-01'): HistoryDay[] =>
  amounts.map((amountNano, index) => ({ day: addDays(from, index), amountNano }));
const repeated = (week: readonly bigint[], weeks: number) => Array.from({ length: weeks }, () => week).flat();
const workWeek = [100n, 110n, 120n, 130n, 140n, 10n, 20n];
const until = (rows: readonly HistoryDay[], days: number) => addDays(rows.at(-1)?.day ?? '2026-06-01', days + 1);
const expectedOf = (rows: readonly HistoryDay[], days: number) =>
  forecast(rows, until(rows, days)).days.map(({ expectedNano }) => expectedNano);

describe('what is expected', () => {
  it('repeats the week, each day by its weekday', () => {
    const rows = history([...repeated(workWeek, 8), 100n, 110n]);
    const result = forecast(rows, until(rows, 9));
    expect(result.days[0]?.day).toBe('2026-07-29');
    expect(result.days.map(({ expectedNano }) => expectedNano)).toEqual([
      120n,
      130n,
      140n,
      10n,
      20n,
      100n,
      110n,
      120n,
      130n,
    ]);
    expect(result.expectedNano).toBe(880n);
  });

  it('is the mean of the same weekday in the last four weeks, rounded half to even', () => {
    const weeks = [900n, 1n, 2n, 3n, 4n].map((monday) => [monday, ...workWeek.slice(1)]);
    expect(expectedOf(history(weeks.flat()), 1)).toEqual([2n]);
  });

  it('is the mean of all days while less than a week is known', () => {
    expect(expectedOf(history([10n, 20n, 60n]), 2)).toEqual([30n, 30n]);
  });

  it('does not let one runaway day move the month', () => {
    const usual = repeated(workWeek, 8);
    const runaway = usual.with(-4, 50_000n);
    expect(expectedOf(history(runaway), 7)[3]).toBeLessThanOrEqual(200n);
    expect(expectedOf(history(runaway), 7).with(3, 0n)).toEqual(expectedOf(history(usual), 7).with(3, 0n));
  });

  it('follows a new level once more than four days show it', () => {
    const rows = [...repeated(workWeek, 10), ...workWeek.map((amount) => amount * 10n)];
    expect(expectedOf(history(rows), 1)).toEqual([(3n * 100n + 1_000n) / 4n]);
  });

  it('does not average what began last week with the time before', () => {
    const rows = history([...repeated([0n, 0n, 0n, 0n, 0n, 0n, 0n], 10), ...workWeek]);
    expect(expectedOf(rows, 7)).toEqual(workWeek);
  });

  it('counts days left out in between as nothing', () => {
    const rows = history(repeated(workWeek, 4)).filter(({ day }) => ![0, 6].includes(startOfDay(day).getUTCDay()));
    const named = [...rows, ...history([0n, 0n], '2026-06-27')];
    expect(expectedOf(named, 7)).toEqual([100n, 110n, 120n, 130n, 140n, 0n, 0n]);
  });

  it('keeps a credit that is no outlier', () => {
    expect(expectedOf(history(repeated([100n, -20n, 100n, 100n, 100n, 100n, 100n], 6)), 2)).toEqual([100n, -20n]);
  });

  it('refuses days out of order', () => {
    expect(() => forecast([...history([1n]), ...history([1n])], '2026-07-01')).toThrow(
      /2026-06-01 comes after 2026-06-01/,
    );
  });
});

describe('how sure it is', () => {
  it('invents no interval from little history', () => {
    for (const [days, confidence] of [
      [0, 'NONE'],
      [6, 'NONE'],
      [7, 'LOW'],
      [41, 'LOW'],
    ] as const) {
      const rows = history(repeated(workWeek, 6).slice(0, days));
      expect(forecast(rows, '2026-08-01')).toMatchObject({ confidence, lowNano: null, highNano: null });
    }
  });

  it('knows nothing of a series without any amount', () => {
    const rows = history(repeated([0n, 0n, 0n, 0n, 0n, 0n, 0n], 10));
    expect(forecast(rows, until(rows, 3))).toMatchObject({ confidence: 'NONE', expectedNano: 0n, lowNano: null });
  });

  it('is as wide as past weeks were missed by', () => {
    const steady = history(repeated(workWeek, 6));
    expect(forecast(steady, until(steady, 7))).toMatchObject({
      confidence: 'MEASURED',
      lowNano: 630n,
      expectedNano: 630n,
      highNano: 630n,
    });
    const restless = history(
      Array.from({ length: 8 }, (_, week) => workWeek.map((day) => (week % 2 ? day * 2n : day))).flat(),
    );
    const { lowNano, expectedNano, highNano } = forecast(restless, until(restless, 7));
    expect(expectedNano).toBe(945n);
    // Every past week came to two thirds or four thirds of what was expected of it.
    expect([lowNano, highNano]).toEqual([630n, 1_260n]);
  });
});

describe('for any history', () => {
  const amounts = fc.array(fc.bigInt({ min: 0n, max: 10n ** 15n }), { minLength: 1, maxLength: 120 });

  it('adds up, keeps the interval around the expectation, and stays within what was seen', () => {
    fc.assert(
      fc.property(amounts, fc.integer({ min: 1, max: 31 }), (values, days) => {
        const rows = history(values);
        const result = forecast(rows, until(rows, days));
        expect(result.days).toHaveLength(days);
        expect(result.days.reduce((sum, { expectedNano }) => sum + expectedNano, 0n)).toBe(result.expectedNano);
        for (const { expectedNano, lowNano, highNano } of [...result.days, result]) {
          expect(lowNano === null).toBe(result.confidence !== 'MEASURED');
          expect((lowNano ?? 0n) <= expectedNano && expectedNano <= (highNano ?? expectedNano)).toBe(true);
          expect((lowNano ?? 0n) >= 0n).toBe(true);
        }
        for (const { expectedNano } of result.days) expect(values.some((value) => expectedNano <= value)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('means the same in any unit: a thousand times the history is a thousand times the forecast', () => {
    fc.assert(
      fc.property(amounts, (values) => {
        const [rows, thousandfold] = [history(values), history(values.map((value) => value * 1_000n))];
        const small = forecast(rows, until(rows, 10));
        const large = forecast(thousandfold, until(rows, 10));
        const difference = large.expectedNano - small.expectedNano * 1_000n;
        expect(difference <= 5_000n && difference >= -5_000n).toBe(true);
        expect(large.confidence).toBe(small.confidence);
      }),
      { numRuns: 60 },
    );
  });

  it('does not depend on how long nothing was spent before it began', () => {
    fc.assert(
      fc.property(amounts, fc.integer({ min: 1, max: 90 }), (values, idle) => {
        const rows = history(values);
        const before = history(Array(idle).fill(0n), addDays('2026-06-01', -idle));
        expect(forecast([...before, ...rows], until(rows, 20))).toEqual(forecast(rows, until(rows, 20)));
      }),
      { numRuns: 30 },
    );
  });
});
