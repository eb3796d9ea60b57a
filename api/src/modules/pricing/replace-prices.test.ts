import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, type Day } from '../../lib/calendar.ts';
import type { StoredPrice } from './price-list.sql.ts';
import type { VendorPriceRow } from './price-row.ts';
import { replacePrices } from './replace-prices.ts';

const price = (pricePerUnit: string, validFrom: Day | null, validUntil: Day | null, scope = {}): VendorPriceRow => ({
  ...{ vendorId: 1, modelPattern: 'm', quantityKind: 'INPUT_TOKENS', contextOver: 0, serviceTier: '', speed: '' },
  ...{ pricePerUnit, validFrom, validUntil },
  ...scope,
});
const stored = (rows: VendorPriceRow[]): StoredPrice[] => rows.map((row, id) => ({ ...row, id }));
const days = (rows: readonly VendorPriceRow[]) =>
  rows.map(({ pricePerUnit, validFrom, validUntil }) => [pricePerUnit, validFrom, validUntil]);

test('a price within another leaves it the days around', () => {
  const { add, retire } = replacePrices(stored([price('1', null, null)]), [price('2', '2026-03-01', '2026-04-01')]);
  expect(days(retire)).toEqual([['1', null, null]]);
  expect(days(add)).toEqual([
    ['2', '2026-03-01', '2026-04-01'],
    ['1', null, '2026-03-01'],
    ['1', '2026-04-01', null],
  ]);
});

test('prices of other scopes and other days are left alone', () => {
  const others = [
    price('1', '2026-01-01', '2026-03-01'),
    price('1', null, null, { serviceTier: 'batch' }),
    price('1', null, null, { vendorId: 2 }),
    price('1', null, null, { modelPattern: 'm*' }),
  ];
  const change = replacePrices(stored(others), [price('2', '2026-03-01', null)]);
  expect(change.retire).toEqual([]);
  expect(days(change.add)).toEqual([['2', '2026-03-01', null]]);
});

test('the same price again changes nothing', () => {
  const same = price('0.0000025', '2026-03-01', null);
  expect(replacePrices(stored([same]), [{ ...same, pricePerUnit: '0.00000250' }])).toEqual({ add: [], retire: [] });
});

test('afterwards every day has exactly one price: the new one where it holds, else the one before', () => {
  const day = fc.option(fc.integer({ min: 0, max: 30 }).map((offset) => addDays('2026-01-01', offset)));
  const range = fc.tuple(day, day).filter(([from, until]) => from === null || until === null || from < until);
  fc.assert(
    fc.property(fc.array(range, { minLength: 1, maxLength: 6 }), (ranges) => {
      let list: StoredPrice[] = [];
      ranges.forEach(([from, until], index) => {
        const { add, retire } = replacePrices(list, [price(String(index), from, until)]);
        list = stored([...list.filter((row) => !retire.includes(row)), ...add]);
      });
      for (let offset = -1; offset <= 31; offset += 1) {
        const on = addDays('2026-01-01', offset);
        const holds = (from: Day | null, until: Day | null) => (from ?? '') <= on && on < (until ?? '~');
        const expected = ranges.findLastIndex(([from, until]) => holds(from, until));
        const found = list.filter((row) => holds(row.validFrom, row.validUntil)).map((row) => row.pricePerUnit);
        expect(found).toEqual(expected < 0 ? [] : [String(expected)]);
      }
    }),
  );
});
