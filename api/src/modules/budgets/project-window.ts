import { type Day, type DayRange, daysOf } from '../../lib/calendar.ts';
import { type ForecastConfidence, forecast } from '../explore/projection/forecast.ts';
import type { SubjectDay } from './budget-days.sql.ts';
import type { WindowFigures } from './read-window-figures.ts';

/** What a window is expected to come to; in units of 1e-9. */
export interface WindowProjection {
  expectedNano: bigint;
  /** Four of five outcomes lie between; null where too little is known to say. */
  lowNano: bigint | null;
  highNano: bigint | null;
  confidence: ForecastConfidence;
}

/** Days looked back at. */
export const HISTORY_DAYS = 84;

/**
 * What the window came to so far, and what the days not over are expected to add; undefined with too little history.
 * Days from `incompleteFrom` on can still grow: each is expected to come to at least what it came to so far.
 */
export function projectWindow(
  { window, spentNano }: Pick<WindowFigures, 'window' | 'spentNano'>,
  history: readonly SubjectDay[],
  { known, scheduledNano }: { known: DayRange; scheduledNano: bigint },
): WindowProjection | undefined {
  const amounts = new Map(history.map(({ day, usageNano }) => [day, usageNano]));
  const of = (day: Day) => amounts.get(day) ?? 0n;
  const expected = forecast(
    daysOf(known).map((day) => ({ day, amountNano: of(day) })),
    window.until,
  );
  if (expected.confidence === 'NONE') return undefined;
  const open = expected.days.filter(({ day }) => day >= window.from);
  const sum = (amount: (day: (typeof open)[number]) => bigint) =>
    open.reduce((total, day) => total + larger(0n, amount(day) - of(day.day)), 0n);
  const added = sum(({ expectedNano }) => expectedNano);
  const base = spentNano + scheduledNano;
  const below = expected.lowNano === null ? null : expected.expectedNano - expected.lowNano;
  const above = expected.highNano === null ? null : expected.highNano - expected.expectedNano;
  return {
    expectedNano: base + added,
    lowNano: below === null ? null : base + larger(0n, added - below),
    highNano: above === null ? null : base + added + above,
    confidence: expected.confidence,
  };
}

const larger = (a: bigint, b: bigint) => (a > b ? a : b);
