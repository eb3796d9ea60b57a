import {
  addDecimals,
  divideDecimals,
  isDecimal,
  isZero,
  multiplyDecimals,
  subtractDecimals,
  sumDecimals,
} from '../../lib/decimal.ts';
import { plainAmount } from './typed-values.ts';

export type SplitBy = 'amount' | 'percent';

/** A part of an entry as it is typed. */
export interface SplitLine {
  key: string;
  part: string;
  account: string;
  category: string;
  owner: string;
  project: string;
}

const DIGITS = 4;

/** A part as a number; null while it is none. */
export function partOf({ part }: Pick<SplitLine, 'part'>): string | null {
  const plain = plainAmount(part.replace('%', ''));
  return isDecimal(plain) ? plain : null;
}

/** What is missing to the whole; negative: too much. Parts that are no number count nothing. */
export function splitDifference(total: string, by: SplitBy, lines: readonly SplitLine[]): string {
  const whole = by === 'percent' ? '100' : total;
  return subtractDecimals(whole, sumDecimals(lines.map((line) => partOf(line) ?? '0')));
}

export function isBalanced(total: string, by: SplitBy, lines: readonly SplitLine[]): boolean {
  return lines.every((line) => partOf(line) !== null) && isZero(splitDifference(total, by, lines));
}

/** The same part for every line; the last one takes what rounding leaves. */
export function splitEqually(total: string, by: SplitBy, lines: readonly SplitLine[]): SplitLine[] {
  const whole = by === 'percent' ? '100' : total;
  const each = divideDecimals(whole, String(lines.length), by === 'percent' ? DIGITS : 2) ?? '0';
  const others = lines.slice(1).reduce((sum) => addDecimals(sum, each), '0');
  return lines.map((line, index) => ({
    ...line,
    part: index === lines.length - 1 ? subtractDecimals(whole, others) : each,
  }));
}

/** What one line is, plus all that is missing. */
export function takeDifference(
  total: string,
  by: SplitBy,
  lines: readonly SplitLine[],
  index: number,
): readonly SplitLine[] {
  const line = lines[index];
  if (!line) return lines;
  const part = addDecimals(partOf(line) ?? '0', splitDifference(total, by, lines));
  return lines.with(index, { ...line, part });
}

/** Amounts become percents of the total, percents amounts to the cent; what rounding leaves goes to the last line. */
export function convertParts(total: string, to: SplitBy, lines: readonly SplitLine[]): readonly SplitLine[] {
  const from = to === 'percent' ? 'amount' : 'percent';
  const wasBalanced = isBalanced(total, from, lines);
  const converted = lines.map((line) => ({ ...line, part: convert(partOf(line), total, to) }));
  return wasBalanced ? takeDifference(total, to, converted, converted.length - 1) : converted;
}

function convert(part: string | null, total: string, to: SplitBy): string {
  if (part === null) return '';
  if (to === 'amount') return divideDecimals(multiplyDecimals(part, total), '100', 2) ?? '';
  return divideDecimals(multiplyDecimals(part, '100'), total, DIGITS) ?? '';
}
