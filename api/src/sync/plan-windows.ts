import type { Stream } from '../connectors/connector.ts';
import { addDays, type Day, type DayRange, dayCount, daysOf, startOfDay, utcDay } from '../lib/calendar.ts';

export interface StoredWindow {
  isSettled: boolean;
  readAt: Date;
}

/** How far a stream has been read; see `stream_state`. */
export interface Frontier {
  backfilledFrom: Day | undefined;
  settledUntil: Day | undefined;
}

export interface WindowPlanInput {
  stream: Pick<Stream<unknown>, 'historyDays' | 'settlesAfterHours' | 'restatesForDays' | 'maxDaysPerRead'>;
  now: Date;
  frontier: Frontier;
  windows: ReadonlyMap<Day, StoredWindow>;
  /** First day of a backfill; undefined: keep what has been read up to date. */
  from?: Day | undefined;
  /** Day after the last of a backfill; undefined: through today. */
  until?: Day | undefined;
  /** Settled days that the vendor may restate are read again when last read before this instant. */
  restatedBefore: Date;
}

const HOUR_MS = 3_600_000;

/** Whether figures of a UTC day read at `readAt` are complete. */
export function isSettledAt(stream: Pick<Stream<unknown>, 'settlesAfterHours'>, day: Day, readAt: Date): boolean {
  return readAt.getTime() >= startOfDay(addDays(day, 1)).getTime() + stream.settlesAfterHours * HOUR_MS;
}

/** First day a vendor still answers for. */
export function earliestDay(stream: Pick<Stream<unknown>, 'historyDays'>, now: Date): Day {
  return addDays(utcDay(now), 1 - stream.historyDays);
}

/** Which whole UTC days to read now, newest first, in reads of at most `maxDaysPerRead` days. */
export function planWindows({
  stream,
  now,
  frontier,
  windows,
  from,
  until,
  restatedBefore,
}: WindowPlanInput): DayRange[] {
  const today = utcDay(now);
  const tomorrow = addDays(today, 1);
  const restatedFrom = addDays(today, -stream.restatesForDays);
  const tail = addDays(today, -Math.max(1, stream.restatesForDays, Math.ceil(stream.settlesAfterHours / 24)));
  const first = from ?? earlier(frontier.backfilledFrom ?? tail, tail);
  const days = daysOf({ from: later(first, earliestDay(stream, now)), until: earlier(until ?? tomorrow, tomorrow) });
  const wanted = days.filter((day) => {
    const window = windows.get(day);
    if (!window?.isSettled) return true;
    // Also once more after the vendor's last restatement, however long ago that is by now.
    const isFinal = window.readAt >= startOfDay(addDays(day, 1 + stream.restatesForDays));
    return window.readAt < restatedBefore && (day >= restatedFrom || !isFinal);
  });
  return readsNewestFirst(wanted, stream.maxDaysPerRead);
}

/** Ascending days as unbroken ranges of at most `maxDays`, the newest first. */
export function readsNewestFirst(days: readonly Day[], maxDays: number): DayRange[] {
  const reads: DayRange[] = [];
  for (const day of days.toReversed()) {
    const last = reads.at(-1);
    if (last && last.from === addDays(day, 1) && dayCount(last) < maxDays) last.from = day;
    else reads.push({ from: day, until: addDays(day, 1) });
  }
  return reads;
}

/** Moves both ends over days that follow without a gap; a day not stored stops them. */
export function advanceFrontier(
  frontier: Frontier,
  windows: ReadonlyMap<Day, { isSettled: boolean }>,
  now: Date,
): Frontier {
  const start = frontier.backfilledFrom ?? addDays(utcDay(now), 1);
  let from = start;
  while (windows.has(addDays(from, -1))) from = addDays(from, -1);
  const backfilledFrom = frontier.backfilledFrom === undefined && from === start ? undefined : from;
  let until = frontier.settledUntil ?? backfilledFrom;
  while (until !== undefined && windows.get(until)?.isSettled) until = addDays(until, 1);
  return { backfilledFrom, settledUntil: until === backfilledFrom ? frontier.settledUntil : until };
}

const earlier = (a: Day, b: Day): Day => (a < b ? a : b);
const later = (a: Day, b: Day): Day => (a > b ? a : b);
