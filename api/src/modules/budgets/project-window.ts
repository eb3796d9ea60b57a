import type { Day, DayRange } from '../../lib/calendar.ts';
import { projectMonth } from '../explore/projection/project-month.ts';
import type { SubjectDay } from './budget-days.sql.ts';
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
  history: readonly SubjectDay[];
  /** Due and not in the books yet, by day. */
  scheduled: ReadonlyMap<Day, bigint>;
}

/** As `projection` tells it of a month: what was used, what is due, what usage adds. Undefined: less than a week is known. */
export function projectWindow(
  { window, spentNano }: Pick<WindowFigures, 'window' | 'spentNano'>,
  { today, known, history, scheduled }: Outlook,
): WindowProjection | undefined {
  const open = { from: [window.from, known.until].sort().at(-1) ?? window.from, until: window.until };
  const series = {
    usage: new Map(history.map(({ day, usageNano }) => [day, usageNano])),
    entries: new Map(history.map(({ day, entriesNano }) => [day, entriesNano])),
  };
  const result = projectMonth({ month: open, today, known, series, scheduled });
  if (result.confidence === 'NONE') return undefined;
  const isOpen = (day: Day) => day >= open.from && day < open.until;
  const seen = history.filter(({ day }) => isOpen(day)).map(({ usageNano, entriesNano }) => usageNano + entriesNano);
  const late = [...scheduled].filter(([day]) => day >= window.from && day < open.from).map(([, nano]) => nano);
  const before = spentNano - sum(seen) + sum(late);
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
