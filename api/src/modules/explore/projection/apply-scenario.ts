import type { BillingInterval, ProjectionChangeKind } from '@outlay/prisma';
import type { Day } from '../../../lib/calendar.ts';
import { divideHalfEven, NANO_DIGITS } from '../../../lib/money.ts';
import type { Subject } from '../../budgets/budget-scopes.ts';
import { occurrences } from '../../ledger/calendar-interval.ts';
import type { ProjectedDay, ProjectedMonth } from './project-month.ts';

/** One change of a scenario; `valueNano` is percent or an amount, in units of 1e-9. */
export interface ScenarioChange {
  name: string;
  subject: Subject;
  kind: ProjectionChangeKind;
  valueNano: bigint;
  from: Day;
  until: Day | null;
  interval: BillingInterval | null;
}

/** A change with what it acts on. */
export interface ScenarioAction {
  change: ScenarioChange;
  /** Of PERCENT: the projected days of what belongs to both the change's subject and the projection's. */
  base: readonly ProjectedDay[];
  /** Of AMOUNT: whether it belongs to the projection's subject. */
  counts: boolean;
}

export interface ScenarioEffect {
  /** Nano-units by change, in order. */
  byChange: bigint[];
  month: ProjectedMonth;
}

const HUNDRED_PERCENT = 100n * 10n ** BigInt(NANO_DIGITS);

/**
 * The month with the changes: percentages of what is still to come of their subject (each of what it would be without
 * the others), and amounts from today on. What is still to come of a day never falls below nothing.
 */
export function applyScenario(month: ProjectedMonth, actions: readonly ScenarioAction[], today: Day): ScenarioEffect {
  const byChange = actions.map(() => 0n);
  const days = month.days.map((day, index): ProjectedDay => {
    let left = day.added + day.scheduled;
    const effects = actions.map((action) => {
      const effect = effectOn(action, day.day, index, today);
      const kept = action.change.kind === 'PERCENT' && left + effect < 0n ? -left : effect;
      left += kept;
      return kept;
    });
    effects.forEach((effect, change) => {
      byChange[change] = (byChange[change] ?? 0n) + effect;
    });
    const effect = effects.reduce((sum, each) => sum + each, 0n);
    const actual = day.actual ?? 0n;
    const moved = (end: bigint | null) =>
      end === null ? null : actual > end + effect && effect < 0n ? actual : end + effect;
    return { ...day, expected: day.expected + effect, low: moved(day.low), high: moved(day.high) };
  });
  const expected = days.reduce((sum, day) => sum + day.expected, 0n);
  const isLess = expected < month.expected;
  const before = month.expected - month.actual;
  const scaled = (width: bigint | null) =>
    width === null || !isLess || before <= 0n
      ? width
      : divideHalfEven(width * larger(0n, expected - month.actual), before);
  return { byChange, month: { ...month, days, expected, below: scaled(month.below), above: scaled(month.above) } };
}

function effectOn({ change, base, counts }: ScenarioAction, day: Day, index: number, today: Day): bigint {
  const { kind, valueNano, from, until, interval } = change;
  if (day < from || day < today || (until !== null && day >= until)) return 0n;
  if (kind === 'PERCENT') {
    const of = base[index];
    return of ? divideHalfEven((of.added + of.scheduled) * valueNano, HUNDRED_PERCENT) : 0n;
  }
  return counts && comesOn(from, interval, day) ? valueNano : 0n;
}

function comesOn(from: Day, interval: BillingInterval | null, day: Day): boolean {
  if (interval === null) return day === from;
  const [first] = occurrences(from, interval, { from: day, until: `${day}~` });
  return first?.date === day;
}

const larger = (left: bigint, right: bigint) => (left > right ? left : right);
