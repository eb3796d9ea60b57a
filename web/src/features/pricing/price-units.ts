import { type DecimalText, requireDecimal, shiftPoint } from '../../lib/decimal.ts';

/** The kinds of quantity that have a price, in the order vendors print them. */
export const QUANTITY_KINDS = [
  'INPUT_TOKENS',
  'CACHE_READ_TOKENS',
  'CACHE_WRITE_5M_TOKENS',
  'CACHE_WRITE_1H_TOKENS',
  'OUTPUT_TOKENS',
  'REQUESTS',
  'WEB_SEARCHES',
  'TOOL_CALLS',
  'IMAGES',
  'SECONDS',
  'CHARACTERS',
] as const;

export type QuantityKind = (typeof QUANTITY_KINDS)[number];

export const quantityKindLabels: Record<QuantityKind, string> = {
  INPUT_TOKENS: 'Input',
  CACHE_READ_TOKENS: 'Cache read',
  CACHE_WRITE_5M_TOKENS: 'Cache write, 5 min',
  CACHE_WRITE_1H_TOKENS: 'Cache write, 1 h',
  OUTPUT_TOKENS: 'Output',
  REQUESTS: 'Requests',
  WEB_SEARCHES: 'Web searches',
  TOOL_CALLS: 'Tool calls',
  IMAGES: 'Images',
  SECONDS: 'Seconds',
  CHARACTERS: 'Characters',
};

interface PriceUnit {
  /** Decimal places between a single unit and the unit that people quote: 6 is a million. */
  places: number;
  label: string;
}

/** What vendors quote a price for: a million tokens, a thousand searches, one image. */
export function unitOf(kind: QuantityKind): PriceUnit {
  if (kind.endsWith('_TOKENS')) return { places: 6, label: 'per million tokens' };
  if (kind === 'CHARACTERS') return { places: 6, label: 'per million characters' };
  if (kind === 'IMAGES') return { places: 0, label: 'per image' };
  if (kind === 'SECONDS') return { places: 0, label: 'per second' };
  const what = { REQUESTS: 'requests', WEB_SEARCHES: 'searches', TOOL_CALLS: 'calls' }[kind as 'REQUESTS'];
  return { places: 3, label: `per thousand ${what}` };
}

/** A price of the API, per single unit, in the unit people quote. */
export function quotedPrice(kind: QuantityKind, pricePerUnit: DecimalText): DecimalText {
  return shiftPoint(pricePerUnit, unitOf(kind).places);
}

/** A price as people type it, per single unit as the API takes it. */
export function unitPrice(kind: QuantityKind, quoted: DecimalText): DecimalText {
  return shiftPoint(quoted, -unitOf(kind).places);
}

const priceFormat = new Intl.NumberFormat(undefined, {
  style: 'currency',
  currency: 'USD',
  minimumFractionDigits: 2,
  maximumFractionDigits: 18,
});

/** A price with every digit: `$0.075`, never rounded to the cent. */
export function formatPrice(price: DecimalText): string {
  return priceFormat.format(requireDecimal(price));
}
