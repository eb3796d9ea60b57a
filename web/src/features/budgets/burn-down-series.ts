import { addDays } from '../../lib/day.ts';
import {
  addDecimals,
  type DecimalText,
  divideDecimals,
  multiplyDecimals,
  subtractDecimals,
} from '../../lib/decimal.ts';

interface BurnDownWindow {
  from: string;
  until: string;
  limit: DecimalText;
  days: readonly { day: string; spent: DecimalText; total: DecimalText }[];
  projected: {
    low: DecimalText | null;
    high: DecimalText | null;
    days: readonly { day: string; expected: DecimalText }[];
  } | null;
}

type Values = (DecimalText | null)[];

export interface BurnDownSeries {
  /** Days of the window; the values below begin one earlier, at its start. */
  days: string[];
  left: Values;
  expected: Values;
  even: Values;
  low: Values;
  high: Values;
}

const DIGITS = 9;

/** What of the limit was left at the end of each day, is expected to be, and would be if every day had the same share. */
export function burnDownSeries({ from, until, limit, days: spent, projected }: BurnDownWindow): BurnDownSeries {
  const days: string[] = [];
  for (let day = from; day < until; day = addDays(day, 1)) days.push(day);
  const leftOf = (total: DecimalText) => subtractDecimals(limit, total);
  const totals = new Map(spent.map(({ day, total }) => [day, total]));
  const expectations = new Map((projected?.days ?? []).map(({ day, expected }) => [day, expected]));
  const firstExpected = days.findIndex((day) => expectations.has(day));
  const before = days[firstExpected - 1];
  const base = before === undefined ? '0' : (totals.get(before) ?? '0');
  const steps = days.length - firstExpected;

  /** From where the expectation begins to what is left at the end, straight. */
  const towards = (end: DecimalText | null | undefined): Values => {
    if (firstExpected === -1 || end === null || end === undefined) return [null, ...days.map(() => null)];
    const span = subtractDecimals(end, base);
    return [-1, ...days.keys()].map((index) => {
      if (index < firstExpected - 1) return null;
      const gone = multiplyDecimals(span, String(index - firstExpected + 1));
      return leftOf(addDecimals(base, divideDecimals(gone, String(steps), DIGITS) ?? '0'));
    });
  };

  const expected = days.map((day) => {
    const total = expectations.get(day);
    return total === undefined ? null : leftOf(total);
  });
  if (firstExpected > 0) expected[firstExpected - 1] = leftOf(base);
  return {
    days,
    left: [
      spent.length > 0 ? limit : null,
      ...days.map((day) => {
        const total = totals.get(day);
        return total === undefined ? null : leftOf(total);
      }),
    ],
    expected: [firstExpected === 0 ? limit : null, ...expected],
    even: [limit, ...days.map((_, index) => evenLeft(limit, index + 1, days.length))],
    low: towards(projected?.high),
    high: towards(projected?.low),
  };
}

function evenLeft(limit: DecimalText, gone: number, count: number): DecimalText {
  return divideDecimals(multiplyDecimals(limit, String(count - gone)), String(count), DIGITS) ?? '0';
}
