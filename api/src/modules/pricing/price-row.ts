import type { QuantityKind } from '@outlay/prisma';
import type { Day } from '../../lib/calendar.ts';
import { decimalString, divideHalfEven, scaledInteger } from '../../lib/money.ts';

/** Digits behind the point that the price list keeps. */
const PRICE_DIGITS = 18;

/** What a price applies to; two prices that agree in it compete. */
export interface PriceScope {
  /** Model name; `*` stands for any characters. */
  modelPattern: string;
  quantityKind: QuantityKind;
  /** Applies to requests whose whole input exceeds this many tokens. */
  contextOver: number;
  /** Empty: standard. */
  serviceTier: string;
  /** Empty: normal. */
  speed: string;
}

/** A dated price before it is in the list. */
export interface PriceRow extends PriceScope {
  /** USD per single unit, plain decimal. */
  pricePerUnit: string;
  validFrom: Day | null;
  /** Exclusive. */
  validUntil: Day | null;
}

export interface VendorPriceRow extends PriceRow {
  vendorId: number;
}

/** `'2.5'` per 1,000,000 → `'0.0000025'`; exact where 18 digits hold it, else half-even. */
export function perUnit(price: string, unitCount: number): string {
  return decimalString(divideHalfEven(scaledInteger(price, PRICE_DIGITS), BigInt(unitCount)), PRICE_DIGITS);
}

/** A price several times over, exactly. */
export function times(price: string, factor: number): string {
  return decimalString(scaledInteger(price, PRICE_DIGITS) * BigInt(factor), PRICE_DIGITS);
}

/** Equal for two prices that say the same. */
export function priceIdentity(row: VendorPriceRow): string {
  const { vendorId, pricePerUnit, validFrom, validUntil } = row;
  return JSON.stringify([vendorId, priceScopeKey(row), perUnit(pricePerUnit, 1), validFrom, validUntil]);
}

/** Equal for two prices that compete. */
export function priceScopeKey({ modelPattern, quantityKind, contextOver, serviceTier, speed }: PriceScope): string {
  return JSON.stringify([modelPattern, quantityKind, contextOver, serviceTier, speed]);
}
