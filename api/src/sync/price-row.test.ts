import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DiscountSpan } from './price-book.sql.ts';
import { priceRow, type RowToPrice, UNPRICED } from './price-row.ts';
import { PriceBook, type PriceRow } from './price-usage.ts';

const DAY = '2026-11-02';
const row: RowToPrice = {
  model: 'sonnet',
  day: DAY,
  contextOver: 0,
  serviceTier: '',
  speed: '',
  evidence: 'REPORTED',
  billingKind: 'METERED',
  chargeNano: null,
  statedListNano: null,
  inputTokens: 1_000n,
};
const price = (dearness: bigint, addedRevisionId: number, retiredRevisionId: number | null): PriceRow => ({
  id: addedRevisionId,
  modelPattern: 'sonnet',
  quantityKind: 'INPUT_TOKENS',
  price: dearness * 10n ** 9n,
  validFrom: null,
  validUntil: null,
  contextOver: 0,
  serviceTier: '',
  speed: '',
  isManual: false,
  addedRevisionId,
  retiredRevisionId,
});
const discount = (millionths: number): DiscountSpan[] => [{ from: '2026-11-01', until: null, millionths }];
const rate = fc.integer({ min: 0, max: 1_000_000 });
const amount = fc.bigInt({ min: 0n, max: 10n ** 12n });
const rowArbitrary = fc
  .record({
    billingKind: fc.constantFrom('METERED', 'INCLUDED'),
    chargeNano: fc.option(amount),
    statedListNano: fc.option(amount),
    inputTokens: amount,
  })
  .map((fields): RowToPrice => ({ ...row, ...fields }));

describe('a row read again', () => {
  it('costs what it did, whatever prices and discounts are entered in between', () => {
    fc.assert(
      fc.property(rowArbitrary, amount, amount, fc.option(rate), fc.option(rate), (usage, before, after, old, late) => {
        const first = priceRow(
          usage,
          new PriceBook([price(before, 1, null)], 1),
          old === null ? [] : discount(old),
          UNPRICED,
        );
        const changed = new PriceBook([price(before, 1, 2), price(after, 2, null)], 2);
        expect(priceRow(usage, changed, late === null ? [] : discount(late), first)).toEqual(first);
      }),
    );
  });

  it('takes the discount of now when it had no price before, or its own charge', () => {
    const book = new PriceBook([price(1_000n, 1, null)], 1);
    const unpriced = priceRow({ ...row, model: 'unheard-of' }, book, discount(500_000), UNPRICED);
    expect(unpriced).toEqual({ ...UNPRICED, listValueNano: null, costNano: null });
    expect(priceRow(row, book, discount(250_000), unpriced).costNano).toBe(750_000n);
    const charged = priceRow({ ...row, chargeNano: 5n }, book, discount(500_000), UNPRICED);
    expect(charged).toMatchObject({ discountMillionths: null, costNano: 5n });
    expect(priceRow(row, book, discount(250_000), charged).costNano).toBe(750_000n);
  });

  it('keeps having no discount when it was priced while there was none', () => {
    const book = new PriceBook([price(1_000n, 1, null)], 1);
    const first = priceRow(row, book, [], UNPRICED);
    expect(first).toMatchObject({ discountMillionths: 0, costNano: 1_000_000n });
    expect(priceRow(row, book, discount(250_000), first)).toEqual(first);
  });
});
