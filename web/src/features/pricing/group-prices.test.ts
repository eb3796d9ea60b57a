import { describe, expect, test } from 'vitest';
import { conditionsOf, groupPrices } from './group-prices.ts';

const anthropic = { id: 'Vendor:1', name: 'Anthropic' };
const base = {
  vendor: anthropic,
  modelPattern: 'claude-opus-5*',
  validFrom: null,
  validUntil: null,
  contextOver: 0,
  serviceTier: '',
  speed: '',
  source: 'CATALOGUE' as const,
};
const input = { ...base, id: 'Price:1', quantityKind: 'INPUT_TOKENS' as const, pricePerUnit: '0.000005' };
const output = { ...base, id: 'Price:2', quantityKind: 'OUTPUT_TOKENS' as const, pricePerUnit: '0.000025' };

describe('price list', () => {
  test('joins the kinds of one model into a row', () => {
    expect(groupPrices([input, output])).toMatchObject([
      { modelPattern: 'claude-opus-5*', prices: { INPUT_TOKENS: '0.000005', OUTPUT_TOKENS: '0.000025' } },
    ]);
  });

  test('keeps other tiers, speeds, contexts, days and sources apart', () => {
    const others = [
      { ...input, serviceTier: 'batch' },
      { ...input, speed: 'fast' },
      { ...input, contextOver: 200_000 },
      { ...input, validFrom: '2026-11-01' },
      { ...input, source: 'MANUAL' as const },
    ];
    const rows = groupPrices([input, ...others]);
    expect(rows).toHaveLength(6);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(6);
  });

  test('says what a price is limited to', () => {
    expect(conditionsOf({ contextOver: 0, serviceTier: '', speed: '' })).toBe('');
    expect(conditionsOf({ contextOver: 200_000, serviceTier: 'batch', speed: 'fast' })).toBe(
      'batch tier, fast mode, input over 200,000',
    );
  });
});
