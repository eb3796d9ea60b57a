import type { DecimalText } from '../../lib/decimal.ts';
import { requireDecimal } from '../../lib/decimal.ts';

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

/** Moves the decimal point right (or left, if negative), exactly: `0.0000025` by 6 is `2.5`. */
export function shiftPoint(text: DecimalText, places: number): DecimalText {
  const sign = requireDecimal(text).startsWith('-') ? '-' : '';
  const [whole = '0', fraction = ''] = text.replace('-', '').split('.');
  const digits = `${'0'.repeat(Math.max(0, -places))}${whole}${fraction}${'0'.repeat(Math.max(0, places))}`;
  const fractionLength = fraction.length + Math.max(0, places) - places;
  const point = digits.length - fractionLength;
  const kept = digits.slice(point).replace(/0+$/, '');
  const left = digits.slice(0, point).replace(/^0+(?=\d)/, '') || '0';
  return `${sign}${left}${kept && `.${kept}`}`;
}

/** A price of the API, per single unit, in the unit people quote. */
export function quotedPrice(kind: QuantityKind, pricePerUnit: DecimalText): DecimalText {
  return shiftPoint(pricePerUnit, unitOf(kind).places);
}

/** A price as people type it, per single unit as the API takes it. */
export function unitPrice(kind: QuantityKind, quoted: DecimalText): DecimalText {
  return shiftPoint(quoted, -unitOf(kind).places);
}
