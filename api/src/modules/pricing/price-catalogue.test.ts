import { calcPrice, findProvider, type ModelPrice } from '@pydantic/genai-prices';
import { describe, expect, test } from 'vitest';
import { decimalString, scaledInteger } from '../../lib/money.ts';
import { PRICE_DIGITS, PriceBook } from '../../sync/price-usage.ts';
import { modelPatterns } from './model-patterns.ts';
import { priceCatalogue, vendorPrices } from './price-catalogue.ts';
import type { PriceRow } from './price-row.ts';

const book = (prices: readonly PriceRow[]) =>
  new PriceBook(
    prices.map(({ pricePerUnit, ...row }, id) => ({
      ...row,
      id,
      price: scaledInteger(pricePerUnit, PRICE_DIGITS),
      isManual: false,
      addedRevisionId: 1,
      retiredRevisionId: null,
    })),
    1,
  );
const standard = { day: '2026-11-20', contextOver: 0, serviceTier: '', speed: '' };

describe.each(priceCatalogue().map((vendor) => [vendor.code, vendor] as const))('%s', (code, vendor) => {
  test('every model and alias of the catalogue gets the price the catalogue gives it', () => {
    const prices = book(vendor.prices);
    expect(namesOf(code).length).toBeGreaterThan(5);
    const differing = namesOf(code).filter((model) => {
      const expected = calcPrice({ input_tokens: 1, output_tokens: 1 }, model, {
        providerId: code,
        timestamp: new Date('2026-11-20'),
      });
      if (expected === null || expected.provider.id !== findProvider({ providerId: code })?.id) return false;
      return (['INPUT_TOKENS', 'OUTPUT_TOKENS'] as const).some((kind) => {
        const ours = prices.priceOf(kind, { ...standard, model }, 1);
        const own = basePrice(expected.model_price, kind === 'INPUT_TOKENS' ? 'input_mtok' : 'output_mtok');
        // A price that the vendor's own list lacks may come from the maker's.
        return own !== undefined && perMillion(ours) !== own;
      });
    });
    expect(differing).toEqual([]);
  });

  test('prices are exact, never negative, and unique in their scope', () => {
    const keys = vendor.prices.map(({ pricePerUnit: _, validUntil: __, ...scope }) => JSON.stringify(scope));
    expect(new Set(keys).size).toBe(keys.length);
    for (const { pricePerUnit } of vendor.prices) expect(pricePerUnit).toMatch(/^\d+(\.\d{1,18})?$/);
  });
});

function namesOf(code: string): string[] {
  const equals = (match: object): string[] =>
    Object.entries(match).flatMap(([kind, value]) =>
      kind === 'equals' ? [String(value)] : Array.isArray(value) ? value.flatMap(equals) : [],
    );
  return findProvider({ providerId: code })?.models.flatMap(({ id, match }) => [id, ...equals(match)]) ?? [];
}

const perMillion = (price: bigint | undefined) =>
  price === undefined ? undefined : decimalString(price, PRICE_DIGITS - 6);

function basePrice(prices: ModelPrice, key: string): string | undefined {
  const price = prices[key];
  if (price === undefined) return undefined;
  return decimalString(scaledInteger(String(typeof price === 'number' ? price : price.base), 12), 12);
}

describe('patterns', () => {
  test.each([
    [{ equals: 'o3' }, ['o3']],
    [{ starts_with: 'claude-haiku-4-5' }, ['claude-haiku-4-5*']],
    [{ or: [{ ends_with: '-tts' }, { contains: 'audio' }] }, ['*-tts', '*audio*']],
    [{ regex: '^claude-opus-5-\\d{8}$' }, ['claude-opus-5-20*']],
    [{ regex: '^gpt-5\\.6-sol-\\d{4}-\\d{2}-\\d{2}$' }, ['gpt-5.6-sol-20*']],
    [{ regex: '^composer-2\\.5\\[fast=true\\]$' }, ['composer-2.5[fast=true]']],
    [{ and: [{ starts_with: 'gemini-2.5-pro' }, { regex: '^(?!.*-tts)' }] }, ['gemini-2.5-pro*']],
    [{ regex: '(a|b)+' }, []],
  ])('%j is %j', (match, patterns) => {
    expect(modelPatterns(match)).toEqual(patterns);
  });

  test('a digit after the name is any digit', () => {
    expect(modelPatterns({ regex: '^gemini-3\\.5-flash-\\d' })).toHaveLength(10);
  });
});

describe('what the catalogue knows', () => {
  const anthropic = book(priceCatalogue().find(({ code }) => code === 'anthropic')?.prices ?? []);
  const dollars = (model: string, kind: Parameters<PriceBook['priceOf']>[0], usage: Partial<typeof standard> = {}) =>
    perMillion(anthropic.priceOf(kind, { ...standard, model, ...usage }, 1));

  test('cache writes of both lifetimes, batches at half, fast mode at its multiple', () => {
    expect(dollars('claude-opus-5', 'INPUT_TOKENS')).toBe('5');
    expect(dollars('claude-opus-5', 'CACHE_READ_TOKENS')).toBe('0.5');
    expect(dollars('claude-opus-5', 'CACHE_WRITE_5M_TOKENS')).toBe('6.25');
    expect(dollars('claude-opus-5', 'CACHE_WRITE_1H_TOKENS')).toBe('10');
    expect(dollars('claude-opus-5', 'OUTPUT_TOKENS', { serviceTier: 'batch' })).toBe('12.5');
    expect(dollars('claude-opus-5', 'OUTPUT_TOKENS', { speed: 'fast' })).toBe('50');
    expect(dollars('claude-opus-5', 'WEB_SEARCHES')).toBe('10000');
  });

  test('the name with a date, and not a later version', () => {
    expect(dollars('claude-opus-5-20260210', 'INPUT_TOKENS')).toBe('5');
    expect(dollars('claude-opus-5-5', 'INPUT_TOKENS')).toBe('4');
    expect(dollars('claude-research-preview-1', 'INPUT_TOKENS')).toBeUndefined();
  });

  test('long context at its own price, batches of it at half of that', () => {
    expect(dollars('claude-sonnet-4-5-20250929', 'INPUT_TOKENS', { contextOver: 200_000 })).toBe('6');
    expect(dollars('claude-sonnet-4-5-20250929', 'INPUT_TOKENS', { contextOver: 200_000, serviceTier: 'batch' })).toBe(
      '3',
    );
  });

  test('a long-context price ends when its successor without one begins', () => {
    const long = { contextOver: 200_000 };
    expect(dollars('claude-sonnet-4-6', 'OUTPUT_TOKENS', { ...long, day: '2026-03-12' })).toBe('22.5');
    expect(dollars('claude-sonnet-4-6', 'OUTPUT_TOKENS', { ...long, day: '2026-03-13' })).toBe('15');
  });
});

test.each([
  ['bedrock', 'claude-sonnet-4-5-20250929', ['3.3', '0.33', '4.125', '6', '16.5']],
  ['bedrock', 'global.anthropic.claude-opus-4-5-20251101-v1:0', ['5', '0.5', '6.25', '6.25', '25']],
  ['vertex_ai', 'claude-opus-4-5-20251101', ['5', '0.5', '6.25', '10', '25']],
  ['vertex_ai', 'gemini-2.5-pro', ['1.25', '0.125', '1.25', '1.25', '10']],
  ['azure', 'gpt-5', ['1.25', '0.125', '1.25', '1.25', '10']],
])('%s charges for %s what it lists, else what the maker does', (code, model, expected) => {
  const prices = book(priceCatalogue().find((vendor) => vendor.code === code)?.prices ?? []);
  const kinds = ['INPUT', 'CACHE_READ', 'CACHE_WRITE_5M', 'CACHE_WRITE_1H', 'OUTPUT'] as const;
  expect(kinds.map((kind) => perMillion(prices.priceOf(`${kind}_TOKENS`, { ...standard, model }, 1)))).toEqual(
    expected,
  );
});

test('prices by time of day are left out', () => {
  const off = { type: 'time_of_date', start_time: '16:30:00Z', end_time: '00:30:00Z' } as const;
  const prices = [{ prices: { input_mtok: 2 } }, { constraint: off, prices: { input_mtok: 1 } }];
  expect(vendorPrices('deepseek', [{ id: 'chat', match: { equals: 'chat' }, prices }])).toEqual([
    {
      modelPattern: 'chat',
      quantityKind: 'INPUT_TOKENS',
      pricePerUnit: '0.000002',
      validFrom: null,
      validUntil: null,
      contextOver: 0,
      serviceTier: '',
      speed: '',
    },
  ]);
});
