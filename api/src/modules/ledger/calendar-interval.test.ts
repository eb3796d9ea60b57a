import fc from 'fast-check';
import { expect, test } from 'vitest';
import { occurrence, occurrences } from './calendar-interval.ts';

test('the end of January stays the end of the month, also in leap years', () => {
  const dates = (first: string) => [0, 1, 2, 3, 4].map((index) => occurrence(first, 'MONTHLY', index));
  expect(dates('2025-01-31')).toEqual(['2025-01-31', '2025-02-28', '2025-03-31', '2025-04-30', '2025-05-31']);
  expect(dates('2024-01-31')[1]).toBe('2024-02-29');
  expect(occurrence('2024-02-29', 'YEARLY', 1)).toBe('2025-02-28');
  expect(occurrence('2024-02-29', 'YEARLY', 4)).toBe('2028-02-29');
  expect(occurrence('2024-11-30', 'QUARTERLY', 1)).toBe('2025-02-28');
  expect(occurrence('2024-12-30', 'WEEKLY', 1)).toBe('2025-01-06');
});

test('occurrences of neighbouring ranges are those of the whole, each ending where the next begins', () => {
  const day = fc
    .integer({ min: 0, max: 2_000 })
    .map((count) => new Date(Date.UTC(2024, 0, 1 + count)).toISOString().slice(0, 10));
  fc.assert(
    fc.property(
      day,
      fc.constantFrom('WEEKLY' as const, 'MONTHLY' as const, 'QUARTERLY' as const, 'YEARLY' as const),
      fc.tuple(day, day, day).map((days) => [...days].sort()),
      (first, interval, [from = '', middle = '', until = '']) => {
        const whole = [...occurrences(first, interval, { from, until })];
        const parts = [
          ...occurrences(first, interval, { from, until: middle }),
          ...occurrences(first, interval, { from: middle, until }),
        ];
        expect(parts).toEqual(whole);
        for (const [index, { next }] of whole.entries()) expect(whole[index + 1]?.date ?? next).toBe(next);
      },
    ),
  );
});
