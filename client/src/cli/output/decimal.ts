/** Exact arithmetic on the decimal strings of the API, such as "-12.340". */
interface Fixed {
  units: bigint;
  /** Digits after the point. */
  scale: number;
}

function parse(text: string): Fixed {
  const [, sign = '', whole = '', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  if (whole === '') throw new TypeError(`"${text}" is no decimal number.`);
  return { units: BigInt(sign + whole + fraction), scale: fraction.length };
}

function write({ units, scale }: Fixed): string {
  const digits = String(units < 0n ? -units : units).padStart(scale + 1, '0');
  const point = digits.length - scale;
  const text = scale === 0 ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`;
  return units < 0n ? `-${text}` : text;
}

const power = (exponent: number) => 10n ** BigInt(exponent);

/** a / b, half away from zero at so many digits; null when b is 0. */
export function divide(a: string, b: string, digits: number): string | null {
  const dividend = parse(a);
  const divisor = parse(b);
  if (divisor.units === 0n) return null;
  const numerator = dividend.units * power(digits + divisor.scale);
  const denominator = divisor.units * power(dividend.scale);
  const isNegative = numerator < 0n !== denominator < 0n;
  const [n, d] = [numerator < 0n ? -numerator : numerator, denominator < 0n ? -denominator : denominator];
  const units = (2n * n + d) / (2n * d);
  return write({ units: isNegative ? -units : units, scale: digits });
}

export function subtract(a: string, b: string): string {
  const [left, right] = [parse(a), parse(b)];
  const scale = Math.max(left.scale, right.scale);
  return write({ units: left.units * power(scale - left.scale) - right.units * power(scale - right.scale), scale });
}

export function add(a: string, b: string): string {
  const [left, right] = [parse(a), parse(b)];
  const scale = Math.max(left.scale, right.scale);
  return write({ units: left.units * power(scale - left.scale) + right.units * power(scale - right.scale), scale });
}

/** -1, 0 or 1. */
export const signOf = (text: string): number => {
  const { units } = parse(text);
  return units < 0n ? -1 : units > 0n ? 1 : 0;
};

export const isDecimal = (text: string): boolean => /^-?\d+(\.\d+)?$/.test(text);
