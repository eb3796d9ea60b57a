import { calcPrice } from '@pydantic/genai-prices';
import { expect, test } from 'vitest';
import { ALL_MODELS, type Rates, TOKEN_TYPES } from './models.ts';

const tiers = (price: unknown): { base: number; long: number } => {
  if (typeof price === 'number') return { base: price, long: price };
  if (
    typeof price === 'object' &&
    price !== null &&
    'base' in price &&
    'tiers' in price &&
    Array.isArray(price.tiers)
  ) {
    return { base: Number(price.base), long: Number(price.tiers[0].price) };
  }
  throw new TypeError(`unexpected price ${JSON.stringify(price)}`);
};

const nanoPerToken = (dollarsPerMillion: number) => BigInt(Math.round(dollarsPerMillion * 1000));

test('charges the public list prices, but for one model without any', () => {
  const unpriced: string[] = [];
  for (const { id, rates, longContextRates } of ALL_MODELS) {
    const found = calcPrice({ input_tokens: 1 }, id, { providerId: 'anthropic' });
    if (!found) {
      unpriced.push(id);
      continue;
    }
    const { input_mtok, cache_read_mtok, cache_write_mtok, cache_write_1h_mtok, output_mtok } = found.model_price;
    const published = (tier: 'base' | 'long'): Rates => ({
      uncached_input_tokens: nanoPerToken(tiers(input_mtok)[tier]),
      cache_read_input_tokens: nanoPerToken(tiers(cache_read_mtok)[tier]),
      'cache_creation.ephemeral_5m_input_tokens': nanoPerToken(tiers(cache_write_mtok)[tier]),
      'cache_creation.ephemeral_1h_input_tokens': nanoPerToken(tiers(cache_write_1h_mtok)[tier]),
      output_tokens: nanoPerToken(tiers(output_mtok)[tier]),
    });
    expect({ id, rates }).toEqual({ id, rates: published('base') });
    expect({ id, rates: longContextRates ?? rates }).toEqual({ id, rates: published('long') });
  }
  expect(unpriced).toEqual(['claude-research-preview-1']);
});

test('halves and discounts every rate without a remainder', () => {
  for (const { rates, longContextRates } of ALL_MODELS) {
    for (const set of [rates, longContextRates ?? rates]) {
      for (const type of TOKEN_TYPES) expect((set[type] * 88n) % 200n).toBe(0n);
    }
  }
});
