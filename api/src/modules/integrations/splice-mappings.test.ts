import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, type Day, daysOf } from '../../lib/calendar.ts';
import { type DatedMapping, spliceMappings } from './splice-mappings.ts';

const mapping = (from: Day | null, until: Day | null) => ({ id: 1, from, until, owner: 'ana' });

test('a range inside leaves a piece on each side', () => {
  expect(spliceMappings([mapping(null, null)], { from: '2026-03-01', until: '2026-04-01' }).kept).toEqual([
    mapping(null, '2026-03-01'),
    mapping('2026-04-01', null),
  ]);
});

test('a range over everything leaves nothing', () => {
  const { removed, kept } = spliceMappings([mapping('2026-01-01', '2026-02-01'), mapping('2026-02-01', null)], {});
  expect(removed.length).toBe(2);
  expect(kept).toEqual([]);
});

test('what only touches the range is left alone', () => {
  const touching = [mapping('2026-01-01', '2026-02-01'), mapping('2026-03-01', null)];
  expect(spliceMappings(touching, { from: '2026-02-01', until: '2026-03-01' }).removed).toEqual([]);
});

test('no day outside the range changes its owner, and none inside keeps one', () => {
  const start = '2026-01-01';
  const bound = fc.option(fc.integer({ min: 0, max: 30 }).map((offset) => addDays(start, offset)));
  const range = fc.tuple(bound, bound).filter(([from, until]) => from === null || until === null || from < until);
  const ownerOn = (mappings: readonly DatedMapping[], day: Day) =>
    mappings.filter(({ from, until }) => (from ?? '0') <= day && day < (until ?? '9')).map(({ id }) => id);
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 30 })), range, (cuts, [from, until]) => {
      const bounds = [null, ...cuts.sort((a, b) => a - b).map((cut) => addDays(start, cut)), null];
      const before = bounds.slice(1).map((end, index) => ({ id: index, from: bounds[index] ?? null, until: end }));
      const { removed, kept } = spliceMappings(before, { from, until });
      const after = [...before.filter((each) => !removed.includes(each)), ...kept];
      for (const day of daysOf({ from: addDays(start, -1), until: addDays(start, 32) })) {
        const isInside = (from ?? '0') <= day && day < (until ?? '9');
        expect(ownerOn(after, day)).toEqual(isInside ? [] : ownerOn(before, day));
      }
    }),
  );
});
