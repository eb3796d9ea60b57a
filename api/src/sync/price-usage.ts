import type { QuantityKind } from '@outlay/prisma';
import type { Day } from '../lib/calendar.ts';
import { divideHalfEven } from '../lib/money.ts';

/** Prices are held as integers of 1e-18 of their currency per single unit. */
export const PRICE_DIGITS = 18;
const NANO_PER_PRICE = 10n ** 9n;
const RATE_SCALE = 10n ** 6n;

export interface PriceRow {
  id: number;
  modelPattern: string;
  quantityKind: QuantityKind;
  /** 1e-18 of the currency per unit. */
  price: bigint;
  validFrom: Day | null;
  validUntil: Day | null;
  contextOver: number;
  serviceTier: string;
  speed: string;
  isManual: boolean;
  addedRevisionId: number;
  retiredRevisionId: number | null;
}

/** What decides a price, beside the quantity. */
export interface PricedUsage {
  model: string;
  day: Day;
  /** Prices of tiers starting at or below this many input tokens apply. */
  contextOver: number;
  serviceTier: string;
  speed: string;
  quantities: Partial<Record<QuantityKind, bigint>>;
}

/** Where a model has no price of its own for a kind of token, it is billed as this kind. */
const BILLED_AS: Partial<Record<QuantityKind, QuantityKind>> = {
  CACHE_WRITE_1H_TOKENS: 'CACHE_WRITE_5M_TOKENS',
  CACHE_WRITE_5M_TOKENS: 'INPUT_TOKENS',
  CACHE_READ_TOKENS: 'INPUT_TOKENS',
};
/** Counted beside tokens, and free unless a price says otherwise. */
const FREE_UNLESS_PRICED = new Set<QuantityKind>(['REQUESTS', 'TOOL_CALLS']);

function matches(pattern: string, model: string): boolean {
  if (!pattern.includes('*')) return pattern === model;
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop() ?? '';
  if (!model.startsWith(first) || model.length < first.length + last.length || !model.endsWith(last)) return false;
  let position = first.length;
  for (const part of rest) {
    const found = model.indexOf(part, position);
    if (found < 0) return false;
    position = found + part.length;
  }
  return position <= model.length - last.length;
}

/** One vendor's prices as they stood at any revision. */
export class PriceBook {
  readonly latestRevisionId: number;
  readonly #rows: readonly PriceRow[];
  readonly #byModel = new Map<string, PriceRow[]>();

  constructor(rows: readonly PriceRow[], latestRevisionId: number) {
    this.#rows = rows;
    this.latestRevisionId = latestRevisionId;
  }

  #rowsFor(model: string): PriceRow[] {
    let rows = this.#byModel.get(model);
    if (!rows) {
      rows = this.#rows.filter(({ modelPattern }) => matches(modelPattern, model));
      this.#byModel.set(model, rows);
    }
    return rows;
  }

  readonly #candidates = new Map<string, PriceRow[]>();

  /** Prices of any context length, best first: of the tier used, then by hand before catalogue, exact before pattern, by date. */
  #candidatesFor(kind: QuantityKind, usage: Omit<PricedUsage, 'quantities'>, revisionId: number): PriceRow[] {
    const key = [kind, usage.model, usage.day, usage.serviceTier, usage.speed, revisionId].join('\u0000');
    let rows = this.#candidates.get(key);
    if (!rows) {
      rows = this.#rowsFor(usage.model)
        .filter(
          (row) =>
            row.quantityKind === kind &&
            row.addedRevisionId <= revisionId &&
            (row.retiredRevisionId === null || row.retiredRevisionId > revisionId) &&
            (row.validFrom === null || row.validFrom <= usage.day) &&
            (row.validUntil === null || usage.day < row.validUntil) &&
            (row.serviceTier === '' || row.serviceTier === usage.serviceTier) &&
            (row.speed === '' || row.speed === usage.speed),
        )
        .sort(byPrecedence);
      this.#candidates.set(key, rows);
    }
    return rows;
  }

  /** The price in force: the best of those that the context used reaches. */
  priceOf(kind: QuantityKind, usage: Omit<PricedUsage, 'quantities'>, revisionId: number): bigint | undefined {
    const best = this.#candidatesFor(kind, usage, revisionId).find((row) => row.contextOver <= usage.contextOver);
    const fallback = BILLED_AS[kind];
    return best?.price ?? (fallback ? this.priceOf(fallback, usage, revisionId) : undefined);
  }

  /**
   * List value in nano-units, rounded half-even once; null when a used quantity has no price (unpriced is not free).
   */
  listValue(usage: PricedUsage, revisionId: number): bigint | null {
    let total = 0n;
    for (const [kind, quantity] of Object.entries(usage.quantities) as [QuantityKind, bigint][]) {
      if (quantity === 0n) continue;
      const price = this.priceOf(kind, usage, revisionId);
      if (price === undefined && FREE_UNLESS_PRICED.has(kind)) continue;
      if (price === undefined) return null;
      total += price * quantity;
    }
    return divideHalfEven(total, NANO_PER_PRICE);
  }
}

const precedence: ((row: PriceRow) => number)[] = [
  (row) => (row.serviceTier === '' ? 0 : 1),
  (row) => (row.speed === '' ? 0 : 1),
  (row) => row.contextOver,
  (row) => (row.isManual ? 1 : 0),
  (row) => (row.modelPattern.includes('*') ? 0 : 1),
  (row) => row.modelPattern.length,
  (row) => (row.validFrom === null ? 0 : Date.parse(row.validFrom)),
  (row) => row.id,
];

function byPrecedence(a: PriceRow, b: PriceRow): number {
  for (const of of precedence) {
    const difference = of(b) - of(a);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** List value less a negotiated discount (millionths), half-even. */
export function discounted(listValueNano: bigint, discountMillionths: bigint): bigint {
  return divideHalfEven(listValueNano * (RATE_SCALE - discountMillionths), RATE_SCALE);
}
