import { addMonths } from '../../lib/day.ts';

/** First days of the months of a half-open range that begins with one. */
export function monthsBetween({ from, until }: { from: string; until: string }): string[] {
  const months: string[] = [];
  for (let month = from; month < until; month = addMonths(from, months.length)) months.push(month);
  return months;
}
