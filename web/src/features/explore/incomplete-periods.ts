import { isPeriodDimension } from '../../components/dimension-filter/dimensions.ts';
import type { Dimension } from '../../gql/graphql.ts';
import { addDays, dayInZone, quarterStart } from '../../lib/day.ts';

/** The first day whose figures can still grow, in the calendar the pivot is read by. */
export function firstIncompleteDay(incompleteFrom: string, zone: string): string {
  return dayInZone(new Date(incompleteFrom), zone);
}

/** Whether a period's key names one that is not over, or not wholly read. */
export function isIncompletePeriod(dimension: Dimension | undefined, key: string | undefined, day: string): boolean {
  if (!key || !isPeriodDimension(dimension)) return false;
  switch (dimension) {
    case 'HOUR':
      return key.slice(0, 10) >= day;
    case 'DAY':
      return key >= day;
    case 'WEEK':
      return key >= isoWeek(day);
    case 'MONTH':
      return key >= day.slice(0, 7);
    case 'QUARTER':
      return key >= `${day.slice(0, 4)}-Q${Math.ceil(Number(quarterStart(day).slice(5, 7)) / 3)}`;
    case 'YEAR':
      return key >= day.slice(0, 4);
    default:
      return false;
  }
}

/** ISO 8601: a week belongs to the year of its Thursday. */
function isoWeek(day: string): string {
  const weekday = (new Date(`${day}T00:00Z`).getUTCDay() + 6) % 7;
  const thursday = addDays(day, 3 - weekday);
  const dayOfYear =
    (Date.parse(`${thursday}T00:00Z`) - Date.parse(`${thursday.slice(0, 4)}-01-01T00:00Z`)) / 86_400_000;
  return `${thursday.slice(0, 4)}-W${String(Math.floor(dayOfYear / 7) + 1).padStart(2, '0')}`;
}
