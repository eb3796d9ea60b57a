import { absoluteDecimal, compareDecimals, type DecimalText, isZero, requireDecimal } from './decimal.ts';

const formats = new Map<string, Intl.NumberFormat>();

function numberFormat(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = JSON.stringify(options);
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(undefined, options);
    formats.set(key, format);
  }
  return format;
}

/** Money to the cent; amounts below a cent keep two significant digits instead of becoming zero. */
export function formatMoney(amount: DecimalText, currency: string): string {
  const tiny = !isZero(amount) && compareDecimals(absoluteDecimal(amount), '0.01') < 0;
  const precision: Intl.NumberFormatOptions = tiny ? { maximumSignificantDigits: 2 } : {};
  return numberFormat({ style: 'currency', currency, ...precision }).format(requireDecimal(amount));
}

/** Money in a narrow place: `$12.3K`. Show {@link formatExactMoney} beside it on hover. */
export function formatCompactMoney(amount: DecimalText, currency: string): string {
  if (compareDecimals(absoluteDecimal(amount), '10000') < 0) return formatMoney(amount, currency);
  return numberFormat({ style: 'currency', currency, notation: 'compact', maximumSignificantDigits: 3 }).format(
    requireDecimal(amount),
  );
}

/** A round amount beside an axis: `$500`, `$1.5K`. */
export function formatAxisMoney(amount: DecimalText, currency: string): string {
  return numberFormat({
    style: 'currency',
    currency,
    notation: 'compact',
    maximumSignificantDigits: 3,
    trailingZeroDisplay: 'stripIfInteger',
  }).format(requireDecimal(amount));
}

/** Money beside other text: without cents from a thousand on, `$12.3K` from ten thousand on. */
export function formatBriefMoney(amount: DecimalText, currency: string): string {
  const size = absoluteDecimal(amount);
  const isBetween = compareDecimals(size, '1000') >= 0 && compareDecimals(size, '10000') < 0;
  if (!isBetween) return formatCompactMoney(amount, currency);
  return numberFormat({ style: 'currency', currency, maximumFractionDigits: 0 }).format(requireDecimal(amount));
}

/** Every digit the API sent, with the currency's code. */
export function formatExactMoney(amount: DecimalText, currency: string): string {
  const options: Intl.NumberFormatOptions = { style: 'currency', currency, currencyDisplay: 'code' };
  return numberFormat({ ...options, maximumFractionDigits: 20 }).format(requireDecimal(amount));
}

/** A count: tokens, requests, days. */
export function formatQuantity(quantity: DecimalText): string {
  return numberFormat({ maximumFractionDigits: 2 }).format(requireDecimal(quantity));
}

export function formatCompactQuantity(quantity: DecimalText): string {
  if (compareDecimals(absoluteDecimal(quantity), '10000') < 0) return formatQuantity(quantity);
  return numberFormat({ notation: 'compact', maximumSignificantDigits: 3 }).format(requireDecimal(quantity));
}

/** A ratio as a percentage: `0.125` is `12.5%`. */
export function formatPercent(ratio: DecimalText, fractionDigits = 1): string {
  return numberFormat({ style: 'percent', maximumFractionDigits: fractionDigits }).format(requireDecimal(ratio));
}

/** `Nov 3, 2026` for a calendar day. */
export function formatDay(day: string): string {
  return new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(`${day}T00:00Z`));
}

/** `Nov 2026` for the month of a day. */
export function formatMonth(day: string): string {
  const month = new Intl.DateTimeFormat(undefined, { year: 'numeric', month: 'short', timeZone: 'UTC' });
  return month.format(new Date(`${day.slice(0, 7)}-01T00:00Z`));
}

/** Two days (both included) as one range: `Nov 3 – 9, 2026`. */
export function formatDayRange(first: string, last: string): string {
  return new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' }).formatRange(
    new Date(`${first}T00:00Z`),
    new Date(`${last}T00:00Z`),
  );
}

/** An instant to the minute in the given zone, with the zone's short name. */
export function formatInstant(instant: string, zone: string): string {
  return new Intl.DateTimeFormat(undefined, {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: zone,
    timeZoneName: 'short',
  }).format(new Date(instant));
}

const STEPS = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

/** `3 days ago`, `in 2 hours`, `now`. */
export function formatRelative(instant: string, now: Date): string {
  const seconds = Math.round((new Date(instant).getTime() - now.getTime()) / 1000);
  const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });
  const step = STEPS.find(([, size]) => Math.abs(seconds) >= size);
  return step ? relative.format(Math.trunc(seconds / step[1]), step[0]) : relative.format(0, 'second');
}
