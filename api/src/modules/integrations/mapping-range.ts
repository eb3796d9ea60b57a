import type { Day, DayRange } from '../../lib/calendar.ts';
import { InvalidInputError } from '../../lib/errors.ts';

/** Half-open and possibly open-ended. @throws InvalidInputError when empty or reversed */
export function requireMappingRange(range: { from?: Day | null | undefined; until?: Day | null | undefined }): {
  [End in keyof DayRange]: Day | null;
} {
  const { from = null, until = null } = range;
  if (from === null || until === null || from < until) return { from, until };
  throw new InvalidInputError(
    'until',
    until,
    `The range from ${from} until ${until} holds no day.`,
    '`until` is the first day no longer included: use a later one, or leave it out.',
  );
}
