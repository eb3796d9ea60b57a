import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays } from '../../../lib/calendar.ts';
import { amortizedByMonth } from './amortize-charges.ts';

test('a cycle over two months costs each by its days', () => {
  const service = { from: '2026-10-16', until: '2026-11-16' };
  expect([...amortizedByMonth([{ nano: 31n, service }])]).toEqual([
    ['2026-10-01', 16n],
    ['2026-11-01', 15n],
  ]);
});

test('months add up to the amounts exactly, credits too', () => {
  const amount = fc.record({
    nano: fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }),
    from: fc.integer({ min: 0, max: 900 }),
    days: fc.integer({ min: 1, max: 800 }),
  });
  fc.assert(
    fc.property(fc.array(amount), (amounts) => {
      const served = amounts.map(({ nano, from, days }) => {
        const start = addDays('2024-01-01', from);
        return { nano, service: { from: start, until: addDays(start, days) } };
      });
      const sum = [...amortizedByMonth(served).values()].reduce((total, part) => total + part, 0n);
      expect(sum).toBe(served.reduce((total, { nano }) => total + nano, 0n));
    }),
  );
});
