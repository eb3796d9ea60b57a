import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scaledInteger } from '../lib/money.ts';
import { discounted, PRICE_DIGITS, PriceBook, type PricedUsage, type PriceRow } from './price-usage.ts';

let id = 0;
const price = (perMillion: string, overrides: Partial<PriceRow> = {}): PriceRow => {
  id += 1;
  return {
    id,
    modelPattern: 'claude-sonnet-5',
    quantityKind: 'INPUT_TOKENS',
    price: scaledInteger(perMillion, PRICE_DIGITS - 6),
    validFrom: null,
    validUntil: null,
    contextOver: 0,
    serviceTier: '',
    speed: '',
    isManual: false,
    addedRevisionId: 1,
    retiredRevisionId: null,
    ...overrides,
  };
};
const usage = (overrides: Partial<PricedUsage> = {}): PricedUsage => ({
  model: 'claude-sonnet-5',
  day: '2026-11-02',
  contextOver: 0,
  serviceTier: '',
  speed: '',
  quantities: { INPUT_TOKENS: 1_000_000n },
  ...overrides,
});
const dollars = (text: string) => scaledInteger(text, 9);
const listValueOf = (rows: PriceRow[], of: PricedUsage = usage(), revision = 1) =>
  new PriceBook(rows, revision).listValue(of, revision);

describe('list value', () => {
  it('is price times quantity, exact where a price per token is a fraction of a nano-dollar', () => {
    expect(listValueOf([price('3')])).toBe(dollars('3'));
    expect(listValueOf([price('0.0375')], usage({ quantities: { INPUT_TOKENS: 1n } }))).toBe(38n);
    expect(listValueOf([price('0.0375')], usage({ quantities: { INPUT_TOKENS: 3n } }))).toBe(112n);
  });

  it('rounds half to even once per row', () => {
    const half = [price('0.0005'), price('0.0005', { quantityKind: 'OUTPUT_TOKENS' })];
    expect(listValueOf(half, usage({ quantities: { INPUT_TOKENS: 1n } }))).toBe(0n);
    expect(listValueOf(half, usage({ quantities: { INPUT_TOKENS: 3n } }))).toBe(2n);
    expect(listValueOf(half, usage({ quantities: { INPUT_TOKENS: 1n, OUTPUT_TOKENS: 1n } }))).toBe(1n);
  });

  it('is unknown, not zero, for a model without a price', () => {
    expect(listValueOf([])).toBeNull();
    expect(listValueOf([price('3')], usage({ model: 'claude-unheard-of' }))).toBeNull();
    expect(listValueOf([price('3')], usage({ quantities: { INPUT_TOKENS: 5n, OUTPUT_TOKENS: 1n } }))).toBeNull();
  });

  it('is zero for a free model, which has an explicit price of zero', () => {
    expect(listValueOf([price('0')])).toBe(0n);
  });

  it('takes the tier of the request and falls back to the standard one', () => {
    const rows = [
      price('3'),
      price('6', { contextOver: 200_000 }),
      price('1.5', { serviceTier: 'batch' }),
      price('18', { speed: 'fast' }),
    ];
    expect(listValueOf(rows, usage({ contextOver: 200_000 }))).toBe(dollars('6'));
    expect(listValueOf(rows, usage({ contextOver: 199_999 }))).toBe(dollars('3'));
    expect(listValueOf(rows, usage({ serviceTier: 'batch' }))).toBe(dollars('1.5'));
    expect(listValueOf(rows, usage({ serviceTier: 'flex' }))).toBe(dollars('3'));
    expect(listValueOf(rows, usage({ speed: 'fast' }))).toBe(dollars('18'));
  });

  it('prefers what was set by hand, then the exact name, then the latest start', () => {
    const rows = [price('3', { modelPattern: 'claude-*' }), price('4'), price('5', { validFrom: '2026-06-01' })];
    expect(listValueOf(rows)).toBe(dollars('5'));
    expect(listValueOf(rows, usage({ day: '2026-05-31' }))).toBe(dollars('4'));
    expect(listValueOf([...rows, price('9', { modelPattern: 'claude-*', isManual: true })])).toBe(dollars('9'));
    expect(listValueOf(rows, usage({ model: 'claude-haiku-5' }))).toBe(dollars('3'));
  });

  it('keeps the price of a tier that only the catalogue knows when the standard one is set by hand', () => {
    const rows = [
      price('3'),
      price('1.5', { serviceTier: 'batch' }),
      price('6', { contextOver: 200_000 }),
      price('2', { isManual: true }),
    ];
    expect(listValueOf(rows)).toBe(dollars('2'));
    expect(listValueOf(rows, usage({ serviceTier: 'batch' }))).toBe(dollars('1.5'));
    expect(listValueOf(rows, usage({ contextOver: 200_000 }))).toBe(dollars('6'));
  });

  it('bills cache tokens as the nearest kind that has a price', () => {
    const rows = [price('3'), price('3.75', { quantityKind: 'CACHE_WRITE_5M_TOKENS' })];
    expect(listValueOf(rows, usage({ quantities: { CACHE_WRITE_1H_TOKENS: 1_000_000n } }))).toBe(dollars('3.75'));
    expect(listValueOf(rows, usage({ quantities: { CACHE_READ_TOKENS: 1_000_000n } }))).toBe(dollars('3'));
  });

  it('stays what it was at the revision a row was priced with', () => {
    const rows = [price('3', { retiredRevisionId: 2 }), price('4', { addedRevisionId: 2 })];
    expect(new PriceBook(rows, 2).listValue(usage(), 1)).toBe(dollars('3'));
    expect(new PriceBook(rows, 2).listValue(usage(), 2)).toBe(dollars('4'));
  });

  it('grows with the quantity and adds up within half a nano-unit per row', () => {
    const book = new PriceBook([price('0.1234567')], 1);
    const tokens = fc.bigInt({ min: 0n, max: 10n ** 13n });
    fc.assert(
      fc.property(tokens, tokens, (a, b) => {
        const value = (count: bigint) => book.listValue(usage({ quantities: { INPUT_TOKENS: count } }), 1) ?? -1n;
        const difference = value(a + b) - value(a) - value(b);
        expect(difference >= -1n && difference <= 1n).toBe(true);
      }),
    );
  });
});

it('a negotiated discount comes off the list value', () => {
  expect(discounted(dollars('100'), 75_000n)).toBe(dollars('92.5'));
});
