/** An exact decimal number as text, as the API sends it: `-12.50`, never with an exponent. */
export type DecimalText = string;

interface Scaled {
  units: bigint;
  scale: number;
}

const DECIMAL = /^-?\d+(\.\d+)?$/;

export function isDecimal(text: string): text is `${number}` {
  return DECIMAL.test(text);
}

/** @throws RangeError when the text is no decimal number. */
export function requireDecimal(text: string): `${number}` {
  if (!isDecimal(text)) throw new RangeError(`"${text}" is not a decimal number.`);
  return text;
}

function parse(text: string): Scaled {
  const [whole = '0', fraction = ''] = requireDecimal(text).split('.');
  return { units: BigInt(whole + fraction), scale: fraction.length };
}

function print({ units, scale }: Scaled): DecimalText {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  const fraction = digits.slice(digits.length - scale).replace(/0+$/, '');
  return `${units < 0n ? '-' : ''}${whole}${fraction && `.${fraction}`}`;
}

function align(a: DecimalText, b: DecimalText): { left: bigint; right: bigint; scale: number } {
  const [x, y] = [parse(a), parse(b)];
  const scale = Math.max(x.scale, y.scale);
  return { left: x.units * 10n ** BigInt(scale - x.scale), right: y.units * 10n ** BigInt(scale - y.scale), scale };
}

export function addDecimals(a: DecimalText, b: DecimalText): DecimalText {
  const { left, right, scale } = align(a, b);
  return print({ units: left + right, scale });
}

export function subtractDecimals(a: DecimalText, b: DecimalText): DecimalText {
  const { left, right, scale } = align(a, b);
  return print({ units: left - right, scale });
}

export function multiplyDecimals(a: DecimalText, b: DecimalText): DecimalText {
  const [x, y] = [parse(a), parse(b)];
  return print({ units: x.units * y.units, scale: x.scale + y.scale });
}

export function sumDecimals(amounts: readonly DecimalText[]): DecimalText {
  return amounts.reduce(addDecimals, '0');
}

/** -1, 0 or 1, as a sort function wants it. */
export function compareDecimals(a: DecimalText, b: DecimalText): number {
  const { left, right } = align(a, b);
  return left < right ? -1 : left > right ? 1 : 0;
}

export function isZero(text: DecimalText): boolean {
  return parse(text).units === 0n;
}

export function absoluteDecimal(text: DecimalText): DecimalText {
  return text.startsWith('-') ? text.slice(1) : text;
}

/** `a ÷ b` rounded half-even to `digits` places, or null when b is zero. */
export function divideDecimals(a: DecimalText, b: DecimalText, digits: number): DecimalText | null {
  const { left, right } = align(a, b);
  if (right === 0n) return null;
  const negative = left < 0n !== right < 0n;
  const numerator = (left < 0n ? -left : left) * 10n ** BigInt(digits);
  const denominator = right < 0n ? -right : right;
  const quotient = numerator / denominator;
  const twice = (numerator % denominator) * 2n;
  const up = twice > denominator || (twice === denominator && quotient % 2n === 1n);
  const units = quotient + (up ? 1n : 0n);
  return print({ units: negative ? -units : units, scale: digits });
}

/** Moves the decimal point right (or left, if negative), exactly: `0.0000025` by 6 is `2.5`. */
export function shiftPoint(text: DecimalText, places: number): DecimalText {
  const { units, scale } = parse(text);
  const moved = scale - places;
  return print(moved >= 0 ? { units, scale: moved } : { units: units * 10n ** BigInt(-moved), scale: 0 });
}

/** The nearest binary number, for chart coordinates and bar lengths only, never for a figure that is shown. */
export function approximate(text: DecimalText): number {
  return Number(requireDecimal(text));
}

/** Each amount as its part of the largest, from 0 to 1, for the length of bars; negative amounts have none. */
export function share(amounts: readonly DecimalText[]): number[] {
  const largest = Math.max(0, ...amounts.map(approximate));
  return amounts.map((amount) => (largest === 0 ? 0 : Math.max(0, approximate(amount) / largest)));
}
