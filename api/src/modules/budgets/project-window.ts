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
  /** What the window is expected to have come to by the end of each day that is not over. */
  days: { day: Day; expectedNano: bigint }[];
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
  const added = open.map(({ day, expectedNano }) => ({ day, nano: larger(0n, expectedNano - of(day)) }));
  let expectedNano = spentNano + scheduledNano;
  const days = added.map(({ day, nano }) => {
    expectedNano += nano;
    return { day, expectedNano };
  });
  const below = expected.lowNano === null ? null : expected.expectedNano - expected.lowNano;
  const above = expected.highNano === null ? null : expected.highNano - expected.expectedNano;
  return {
    expectedNano,
    lowNano: below === null ? null : larger(spentNano + scheduledNano, expectedNano - below),
    highNano: above === null ? null : expectedNano + above,
    confidence: expected.confidence,
    days,
  };
}

const larger = (a: bigint, b: bigint) => (a > b ? a : b);
