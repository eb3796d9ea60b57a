import { divideHalfEven } from '../../lib/money.ts';

const DIGITS = 12;
const DECIMAL = /^\d{1,9}(\.\d{1,9})?$/;

/** `isRate('1.0777')`; the ECB writes N/A where a currency had none. */
export const isEcbRate = (text: string) => DECIMAL.test(text) && /[1-9]/.test(text);

/**
 * Units of `quote` for one of `base`, both given per euro (`'1'` for the euro itself), exact to 12 digits, half-even;
 * undefined when that is too little to be told.
 */
export function crossRate(basePerEuro: string, quotePerEuro: string): string | undefined {
  const [base, quote] = [fraction(basePerEuro), fraction(quotePerEuro)];
  const scaled = divideHalfEven(quote.units * base.scale * 10n ** BigInt(DIGITS), base.units * quote.scale);
  if (scaled === 0n) return undefined;
  const text = scaled.toString().padStart(DIGITS + 1, '0');
  return `${text.slice(0, -DIGITS)}.${text.slice(-DIGITS)}`;
}

function fraction(decimal: string): { units: bigint; scale: bigint } {
  const [whole = '', digits = ''] = decimal.split('.');
  return { units: BigInt(whole + digits), scale: 10n ** BigInt(digits.length) };
}
