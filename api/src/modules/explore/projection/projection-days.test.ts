import { describe, expect, it } from 'vitest';
import { addDays } from '../../../lib/calendar.ts';
import { applyScenario, type ScenarioChange } from './apply-scenario.ts';
import { projectMonth } from './project-month.ts';
import { projectionDays } from './projection-days.ts';

const today = '2026-11-16';
const month = { from: '2026-11-01', until: '2026-12-01' };
const known = { from: addDays(today, -84), until: today };
/** 100 a day in one week, 200 in the next. */
const usage = new Map(
  Array.from({ length: 84 }, (_, index) => [addDays(known.from, index), index % 14 < 7 ? 100n : 200n] as const),
);
const baseline = projectMonth({ month, today, known, series: { usage, entries: new Map() }, scheduled: new Map() });
const everything = { scope: 'ORGANIZATION', scopeId: 0 } as const;
const pause: ScenarioChange = {
  ...{ name: 'Pause', subject: everything, kind: 'PERCENT', valueNano: -50_000_000_000n },
  ...{ from: month.from, until: null, interval: null },
};
const daysWith = (result: typeof baseline) =>
  projectionDays({
    ...{ month, today, subject: everything, metric: 'COST', currency: 'USD', knownUntil: today, result, baseline },
    ...{ changeEffects: [], runRate: null, scheduledCosts: [], plan: { budgetId: 1, limitNano: 5_000n } },
    previous: { month: { from: '2026-10-01', until: month.from }, byDay: usage, total: 0n },
  });

describe('running totals', () => {
  it('open from nothing on known days to the interval of the month', () => {
    const days = daysWith(baseline);
    const { expected, below, above } = baseline;
    // Every past week came to two thirds or four thirds of what was expected of it.
    expect([expected, below, above]).toEqual([4_550n, 750n, 750n]);
    expect(days[14]?.total).toEqual({ actual: 2_300n, expected: 2_300n, low: 2_300n, high: 2_300n, planned: 2_500n });
    expect(days[15]?.total).toEqual({ actual: 2_300n, expected: 2_450n, low: 2_400n, high: 2_500n, planned: 2_667n });
    expect(days[29]?.total).toEqual({ actual: null, expected, low: 3_800n, high: 5_300n, planned: 5_000n });
  });

  it('end with the interval of the scenario', () => {
    const { month: result } = applyScenario(baseline, [{ change: pause, base: baseline.days, counts: true }], today);
    expect(result).toMatchObject({ expected: 3_425n, below: 375n, above: 375n });
    expect(daysWith(result)[29]?.total).toMatchObject({ expected: 3_425n, low: 3_050n, high: 3_800n });
  });

  it('know the same day of the month before', () => {
    const days = daysWith(baseline);
    expect(days[0]?.previousMonth).toBe(usage.get('2026-10-01'));
    expect(days).toHaveLength(30);
  });
});
