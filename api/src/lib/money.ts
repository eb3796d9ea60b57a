/** Exact money: integer nano-units (1e-9) of a currency as bigint, and decimal strings. Never a binary float. */

export const NANO_DIGITS = 9;

const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;

/** `numerator / denominator` rounded half to even. @throws RangeError when the denominator is not positive. */
export function divideHalfEven(numerator: bigint, denominator: bigint): bigint {
  if (denominator <= 0n) throw new RangeError(`denominator must be positive, got ${denominator}`);
  const quotient = numerator / denominator;
  const twice = 2n * (numerator % denominator);
  const distance = (twice < 0n ? -twice : twice) - denominator;
  const away = distance > 0n || (distance === 0n && quotient % 2n !== 0n);
  return away ? quotient + (numerator < 0n ? -1n : 1n) : quotient;
}

/**
 * A decimal string scaled by 10^digits as an integer, rounded half-even: `scaledInteger('1.5', 2)` is 150n.
 * Accepts plain and E notation. @throws RangeError when the text is not a decimal.
 */
export function scaledInteger(decimal: string, digits: number): bigint {
  const match = DECIMAL.exec(decimal.trim());
  const whole = match?.[2] ?? '';
  const fraction = match?.[3] ?? '';
  if (!match || whole + fraction === '') throw new RangeError(`not a decimal number: ${decimal}`);
  const unscaled = BigInt(whole + fraction) * (match[1] === '-' ? -1n : 1n);
  const shift = digits - fraction.length + Number(match[4] ?? 0);
  if (shift >= 0) return unscaled * 10n ** BigInt(shift);
  return divideHalfEven(unscaled, 10n ** BigInt(-shift));
}

/** Decimal string of cents (as vendors state them) → nano-units: `'1834.5521'` → 18345521000n. */
export function centsToNano(cents: string): bigint {
  return scaledInteger(cents, NANO_DIGITS - 2);
}

/** An integer scaled by 10^digits as a plain decimal string without trailing zeros: (150n, 2) → `'1.5'`. */
export function decimalString(scaled: bigint, digits: number): string {
  const unit = 10n ** BigInt(digits);
  const absolute = scaled < 0n ? -scaled : scaled;
  const fraction = (absolute % unit).toString().padStart(digits, '0').replace(/0+$/, '');
  const text = `${absolute / unit}${fraction === '' ? '' : `.${fraction}`}`;
  return scaled < 0n ? `-${text}` : text;
}

/** Nano-units → decimal string of units: 1n → `'0.000000001'`. */
export function fromNano(nano: bigint): string {
  return decimalString(nano, NANO_DIGITS);
}
