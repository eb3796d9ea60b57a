import { describe, expect, test } from 'vitest';
import { noAmounts, type SetPriceValues, setPriceForm, toSetPriceInput } from './set-price-form.ts';

const values: SetPriceValues = {
  vendorId: 'Vendor:1',
  modelPattern: ' claude-opus-5 ',
  amounts: { ...noAmounts, INPUT_TOKENS: '5', OUTPUT_TOKENS: ' 25.50 ', WEB_SEARCHES: '10' },
  validFrom: '2026-11-01',
  validUntil: null,
  contextOver: '',
  serviceTier: '',
  speed: '',
};

function complaints(change: Partial<SetPriceValues>): string[] {
  const { error } = setPriceForm.safeParse({ ...values, ...change });
  return (error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);
}

describe('set price form', () => {
  test('sends single units, and only what was given', () => {
    expect(toSetPriceInput(values)).toEqual({
      vendorId: 'Vendor:1',
      modelPattern: 'claude-opus-5',
      amounts: [
        { quantityKind: 'INPUT_TOKENS', pricePerUnit: '0.000005' },
        { quantityKind: 'OUTPUT_TOKENS', pricePerUnit: '0.0000255' },
        { quantityKind: 'WEB_SEARCHES', pricePerUnit: '0.01' },
      ],
      validFrom: '2026-11-01',
      validUntil: null,
      contextOver: 0,
      serviceTier: '',
      speed: '',
    });
  });

  test('names the field that is wrong', () => {
    expect(complaints({})).toEqual([]);
    expect(complaints({ amounts: { ...noAmounts, OUTPUT_TOKENS: '1e3' } })).toEqual([
      'amounts.OUTPUT_TOKENS: Write a number such as 2.50; 0 means free.',
    ]);
    expect(complaints({ amounts: noAmounts })).toEqual([
      'amounts.INPUT_TOKENS: Give at least one price; 0 means free.',
    ]);
    expect(complaints({ validUntil: '2026-11-01' })).toEqual(['validUntil: Choose a day after the first one.']);
    expect(complaints({ modelPattern: ' ', vendorId: '' })).toHaveLength(2);
  });

  test('zero is a price', () => {
    const free = { ...values, amounts: { ...noAmounts, INPUT_TOKENS: '0' } };
    expect(toSetPriceInput(free).amounts).toEqual([{ quantityKind: 'INPUT_TOKENS', pricePerUnit: '0' }]);
  });
});
