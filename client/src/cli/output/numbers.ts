import { signOf } from './decimal.ts';

const LOCALE = 'en-US';
/** Where there is no figure, as opposed to 0. */
export const NOTHING = '–';

/** `Intl` formats decimal strings exactly; its type asks for the strings of numbers. */
const exact = (text: string) => text as Intl.StringNumericLiteral;

/** Tokens, requests: `12,345`, or `12.3K` where space is short. */
export function formatCount(text: string | null, isShort = false): string {
  if (text === null) return NOTHING;
  const options: Intl.NumberFormatOptions = isShort
    ? { notation: 'compact', maximumFractionDigits: 1 }
    : { maximumFractionDigits: 1 };
  return new Intl.NumberFormat(LOCALE, options).format(exact(text));
}

/** `1,234.50` in the currency's digits; amounts too small for them as `<0.01`, so that they are not taken for nothing. */
export function formatMoney(text: string | null, currency: string): string {
  if (text === null) return NOTHING;
  const format = new Intl.NumberFormat(LOCALE, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' });
  const shown = format.format(exact(text));
  if (signOf(text) === 0 || /[1-9]/.test(shown)) return shown;
  const { maximumFractionDigits: digits = 2 } = format.resolvedOptions();
  const least = format.format(exact(digits === 0 ? '1' : `0.${'1'.padStart(digits, '0')}`));
  return signOf(text) < 0 ? `>-${least}` : `<${least}`;
}

/** Money per something: two digits more than the currency has. */
export function formatRate(text: string | null, currency: string): string {
  if (text === null) return NOTHING;
  const options = { style: 'currency', currency, currencyDisplay: 'narrowSymbol' } as const;
  const { maximumFractionDigits: digits = 2 } = new Intl.NumberFormat(LOCALE, options).resolvedOptions();
  return new Intl.NumberFormat(LOCALE, {
    ...options,
    minimumFractionDigits: digits + 2,
    maximumFractionDigits: digits + 2,
  }).format(exact(text));
}

/** A ratio of 0 to 1 as `93.4%`. */
export const formatPercent = (text: string | null): string =>
  text === null
    ? NOTHING
    : new Intl.NumberFormat(LOCALE, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(
        exact(text),
      );
