import type { DayBook } from './anthropic/day-book.ts';
import { dayNumber } from './calendar.ts';
import type { CursorLog } from './cursor/event-log.ts';
import type { Faults, RequestLogEntry } from './faults.ts';
import type { AnthropicName, VendorAccount } from './truth.ts';

/** A change of a past day's figures: quantities times `factor` (to three decimals), money added to the bill. */
interface Restate {
  factor?: number;
  /** Nano-USD of a `Usage Adjustment` line; Anthropic only. */
  billDeltaNano?: bigint;
}

/** What a test or demo can do to the simulated vendors. */
export interface Control extends Pick<Faults, 'failNext' | 'outage' | 'dropConnection'> {
  /** Replaces an earlier restatement of the day; truth follows. */
  restate(account: VendorAccount, utcDay: string, change: Restate): void;
  /** Requests answered so far, oldest first (the last 20,000). */
  requestLog(account?: VendorAccount, path?: string): RequestLogEntry[];
  requestCount(account?: VendorAccount, path?: string): number;
  clearRequestLog(): void;
}

export function controlOf(
  faults: Faults,
  log: RequestLogEntry[],
  books: Record<AnthropicName, DayBook>,
  cursor: CursorLog,
): Control {
  const requestLog: Control['requestLog'] = (account, path = '') =>
    log.filter((entry) => (account === undefined || entry.account === account) && entry.path.includes(path));
  return {
    failNext: faults.failNext,
    outage: faults.outage,
    dropConnection: faults.dropConnection,
    restate(account, utcDay, { factor = 1, billDeltaNano = 0n }) {
      const permille = Math.round(factor * 1000);
      if (!(permille >= 0)) throw new RangeError(`factor must be zero or more, got ${factor}`);
      if (account !== 'cursor') books[account].restate(dayNumber(utcDay), { permille, billDeltaNano });
      else if (billDeltaNano === 0n) cursor.restate(dayNumber(utcDay), permille);
      else throw new RangeError('Cursor bills events only: restate it by factor, without billDeltaNano');
    },
    requestLog,
    requestCount: (account, path) => requestLog(account, path).length,
    clearRequestLog: () => {
      log.length = 0;
    },
  };
}
