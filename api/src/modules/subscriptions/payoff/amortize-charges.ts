import { addMonths, type Day, dayCount, startOfMonth } from '../../../lib/calendar.ts';

/** An amount in nano-units and the days it pays for, half-open. */
export interface ServedAmount {
  nano: bigint;
  service: { from: Day; until: Day };
}

/**
 * Each amount spread evenly over the days of its service, summed per calendar month (first day → nano-units); over all
 * months an amount adds up to itself exactly.
 */
export function amortizedByMonth(amounts: readonly ServedAmount[]): Map<Day, bigint> {
  const months = new Map<Day, bigint>();
  for (const { nano, service } of amounts) {
    const days = BigInt(dayCount(service));
    const until = (day: Day) => (nano * BigInt(dayCount({ from: service.from, until: day }))) / days;
    for (let month = startOfMonth(service.from); month < service.until; month = addMonths(month, 1)) {
      const from = [month, service.from].sort()[1] ?? month;
      const next = addMonths(month, 1);
      const [end = next] = [next, service.until].sort();
      months.set(month, (months.get(month) ?? 0n) + until(end) - until(from));
    }
  }
  return months;
}
