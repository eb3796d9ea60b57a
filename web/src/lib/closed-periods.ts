import { formatMonth } from './format.ts';

/** One notice however many answers repeat it. */
export const CLOSED_PERIODS_NOTICE = 'closed-periods';

/** What an answer says of closed months in `extensions.closedPeriods`; undefined: nothing. */
export function closedPeriodsText(extensions: Record<string, unknown> | undefined): string | undefined {
  const notice = extensions?.closedPeriods;
  if (!isNotice(notice) || notice.changed.length === 0) return undefined;
  const months = new Intl.ListFormat(undefined).format(notice.changed.map(formatMonth));
  const booked = notice.changed.length === 1 ? 'is closed and stays' : 'are closed and stay';
  return `${months} ${booked} as booked. Any difference is booked as an adjustment in ${formatMonth(notice.bookedIn)}.`;
}

function isNotice(value: unknown): value is { changed: string[]; bookedIn: string } {
  return value instanceof Object && 'changed' in value && Array.isArray(value.changed) && 'bookedIn' in value;
}
