import { type Day, utcDay } from '../../lib/calendar.ts';
import { InvalidInputError } from '../../lib/errors.ts';

/** First day of a backfill; what lies beyond the vendor's history is left out when it is read. @throws InvalidInputError */
export function backfillDay(day: Day, field: string, now: Date): Day {
  if (day <= utcDay(now)) return day;
  throw new InvalidInputError(field, day, `${day} is in the future.`, `Use ${utcDay(now)} or an earlier day.`);
}
