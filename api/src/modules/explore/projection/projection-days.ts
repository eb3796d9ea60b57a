import { addMonths, type Day } from '../../../lib/calendar.ts';
import { divideHalfEven } from '../../../lib/money.ts';
import { evenShares, type ProjectedDay } from './project-month.ts';
import type { Projection } from './read-projection.ts';

/** From the first day of the month to this one; units of 1e-9. */
export interface RunningTotal {
  actual: bigint | null;
  expected: bigint;
  low: bigint | null;
  high: bigint | null;
  planned: bigint | null;
}

export interface ShownDay extends ProjectedDay {
  planned: bigint | null;
  /** Null: the month before has no such day. */
  previousMonth: bigint | null;
  total: RunningTotal;
}

/** The days with running totals; their band opens with what is still expected, up to the month's. */
export function projectionDays({ result, baseline, plan, month, previous }: Projection): ShownDay[] {
  const shares = plan ? evenShares(plan.limitNano, month) : undefined;
  const sums = { actual: 0n, expected: 0n, added: 0n, planned: 0n };
  return result.days.map((day, index): ShownDay => {
    sums.actual += day.actual ?? 0n;
    sums.expected += day.expected;
    sums.added += day.added;
    sums.planned += shares?.[index] ?? 0n;
    const opened = (width: bigint | null) => {
      if (width === null) return sums.added === 0n ? 0n : null;
      return baseline.added <= 0n ? width : divideHalfEven(width * sums.added, baseline.added);
    };
    const [below, above] = [opened(result.below), opened(result.above)];
    const planned = shares?.[index] ?? null;
    return {
      ...day,
      planned,
      previousMonth: previousOf(day.day, previous),
      total: {
        actual: day.actual === null ? null : sums.actual,
        expected: sums.expected,
        low: below === null ? null : sums.expected - below,
        high: above === null ? null : sums.expected + above,
        planned: planned === null ? null : sums.planned,
      },
    };
  });
}

function previousOf(day: Day, { month, byDay }: Projection['previous']): bigint | null {
  const same = addMonths(day, -1);
  if (same.slice(8) !== day.slice(8) || same < month.from) return null;
  return byDay.get(same) ?? 0n;
}
