import { addDays, type Day, dayCount } from '../../lib/calendar.ts';
import { InvalidInputError } from '../../lib/errors.ts';

const MAX_DAYS = 3_660;

/** What an entry pays for: the day of the entry itself unless more is said. @throws InvalidInputError */
export function servicePeriod(
  date: Day,
  { serviceFrom, serviceUntil }: { serviceFrom?: Day | null | undefined; serviceUntil?: Day | null | undefined },
): { from: Day; until: Day } {
  const from = serviceFrom ?? date;
  const until = serviceUntil ?? addDays(from, 1);
  const days = dayCount({ from, until });
  if (days < 1) {
    const remedy = 'Name the day after the last one that is paid for.';
    throw new InvalidInputError('serviceUntil', until, `${until} is not after serviceFrom, ${from}.`, remedy);
  }
  if (days > MAX_DAYS) {
    const remedy = `A service period has at most ${MAX_DAYS} days.`;
    throw new InvalidInputError('serviceUntil', until, `${days} days after serviceFrom are too many.`, remedy);
  }
  return { from, until };
}
