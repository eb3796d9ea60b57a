import { WrongCommandLine } from '../wrong-command-line.ts';
import { addDays, type DayRange, dayIn, PERIOD_EXAMPLES, PERIOD_NAMES, periodRange } from './period.ts';

export const RANGE_FLAGS = {
  period: {
    kind: 'text',
    placeholder: 'period',
    summary: `Days in the reporting zone: ${PERIOD_NAMES.join(', ')}, ${PERIOD_EXAMPLES}. Default: month.`,
    short: 'p',
  },
  from: { kind: 'day', summary: 'First day, in the reporting zone.' },
  until: { kind: 'day', summary: 'Day after the last. Default: tomorrow.' },
} as const;

interface RangeValues {
  period: string | undefined;
  from: string | undefined;
  until: string | undefined;
}

/** @throws WrongCommandLine */
export function rangeOf({ period, from, until }: RangeValues, zone: string, now: Date): DayRange {
  const today = dayIn(zone, now);
  if (from === undefined) {
    if (until !== undefined)
      throw new WrongCommandLine('--until', 'needs --from.', `Write --from ${addDays(until, -30)}`);
    const range = periodRange(period ?? 'month', today);
    if (range) return range;
    throw new WrongCommandLine(
      '--period',
      `"${period}" is no period.`,
      `Use one of: ${PERIOD_NAMES.join(', ')}, or ${PERIOD_EXAMPLES}.`,
    );
  }
  if (period !== undefined) throw new WrongCommandLine('--period', 'cannot go with --from.', 'Use one of them.');
  const range = { from, until: until ?? addDays(today, 1) };
  if (range.from < range.until) return range;
  throw new WrongCommandLine(
    '--until',
    `${range.until} is not after --from ${from}.`,
    'It is the day after the last one.',
  );
}
