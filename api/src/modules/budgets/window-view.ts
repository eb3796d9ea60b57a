import { dayCount, dayInZone } from '../../lib/calendar.ts';
import { decimalString, divideHalfEven, fromNano } from '../../lib/money.ts';
import type { BudgetRecord } from './budget-record.ts';
import type { WindowFigures } from './read-window-figures.ts';

export const windowStates = {
  WITHIN: { description: 'Below every threshold.' },
  WARNING: { description: 'At or above a threshold, below the limit.' },
  EXCEEDED: { description: 'At or above the limit.' },
} as const;
export type WindowState = keyof typeof windowStates;

/** A window as the API shows it; amounts as decimal strings. */
export interface WindowView {
  budget: BudgetRecord;
  figures: WindowFigures;
  zone: string;
  now: Date;
}

const PERCENT_DIGITS = 1;

/** Percent of the limit, in tenths, half-even. */
export function percentTenths({ spentNano, limitNano }: Pick<WindowFigures, 'spentNano' | 'limitNano'>): bigint {
  return divideHalfEven(spentNano * 1000n, limitNano);
}

export const percentText = (figures: Pick<WindowFigures, 'spentNano' | 'limitNano'>): string =>
  decimalString(percentTenths(figures), PERCENT_DIGITS);

export function reaches(
  { spentNano, limitNano }: Pick<WindowFigures, 'spentNano' | 'limitNano'>,
  percent: number,
): boolean {
  return spentNano * 100n >= limitNano * BigInt(percent);
}

export function stateOf({ thresholds }: Pick<BudgetRecord, 'thresholds'>, figures: WindowFigures): WindowState {
  if (reaches(figures, 100)) return 'EXCEEDED';
  return thresholds.some((threshold) => reaches(figures, threshold)) ? 'WARNING' : 'WITHIN';
}

export const leftText = ({ limitNano, spentNano }: WindowFigures): string => fromNano(limitNano - spentNano);

/** Days that are not over, today included; 0 after the end. */
export function daysLeft({ figures: { window }, now, zone }: WindowView): number {
  if (now >= window.endsAt) return 0;
  const isBegun = now >= window.startsAt;
  return dayCount({ from: isBegun ? dayInZone(now, zone) : window.from, until: window.until });
}
