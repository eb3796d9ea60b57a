import type { Day, DayRange } from '../../lib/calendar.ts';
import { type LearnedUsage, projectMonth } from '../explore/projection/project-month.ts';
import type { SubjectSeries } from '../explore/projection/subject-series.sql.ts';
import type { WindowFigures } from './read-window-figures.ts';

/** What a window is expected to come to; in units of 1e-9. */
export interface WindowProjection {
  expectedNano: bigint;
  /** Four of five outcomes lie between; null where too little is known to say. */
  lowNano: bigint | null;
  highNano: bigint | null;
  /** What the window is expected to have come to by the end of each day that can still grow. */
  days: { day: Day; expectedNano: bigint }[];
}

export interface Outlook {
  today: Day;
  /** Complete days that the forecast is made from; from its end on figures can still grow. */
  known: DayRange;
  /** Of the known days and all later ones of the window. */
  series: SubjectSeries;
  learned: LearnedUsage;
  /** Due and not in the books yet, by day. */
  scheduled: ReadonlyMap<Day, bigint>;
}

/** As `projection` tells it of a month: what was used, what is due, what usage adds. Undefined: less than a week is known. */
export function projectWindow(
  { window, spentNano }: Pick<WindowFigures, 'window' | 'spentNano'>,
  { today, known, series, learned, scheduled }: Outlook,
): WindowProjection | undefined {
  const open = { from: [window.from, known.until].sort().at(-1) ?? window.from, until: window.until };
  const result = projectMonth({ month: open, today, known, series, scheduled }, learned);
  if (result.confidence === 'NONE') return undefined;
  const seenIn = (amounts: ReadonlyMap<Day, bigint>) =>
    sum([...amounts].filter(([day]) => day >= open.from && day < open.until).map(([, nano]) => nano));
  const seen = seenIn(series.usage) + seenIn(series.entries);
  const late = [...scheduled].filter(([day]) => day >= window.from && day < open.from).map(([, nano]) => nano);
  const before = spentNano - seen + sum(late);
  let expectedNano = before;
  const days = result.days.map(({ day, expected }) => {
    expectedNano += expected;
    return { day, expectedNano };
  });
  return {
    expectedNano,
    lowNano: result.below === null ? null : expectedNano - result.below,
    highNano: result.above === null ? null : expectedNano + result.above,
    days,
  };
}

const sum = (amounts: readonly bigint[]) => amounts.reduce((total, amount) => total + amount, 0n);
