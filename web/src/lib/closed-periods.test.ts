import { expect, test } from 'vitest';
import { closedPeriodsText } from './closed-periods.ts';

test('names the closed months and where the difference is booked', () => {
  const closedPeriods = { changed: ['2026-08-01', '2026-09-01'], bookedIn: '2026-10-01' };
  expect(closedPeriodsText({ closedPeriods })).toBe(
    'Aug 2026 and Sep 2026 are closed and stay as booked. Any difference is booked as an adjustment in Oct 2026.',
  );
  expect(closedPeriodsText({ closedPeriods: { ...closedPeriods, changed: ['2026-09-01'] } })).toMatch(
    /^Sep 2026 is closed and stays as booked\./,
  );
});

test.each([undefined, {}, { closedPeriods: null }, { closedPeriods: { changed: [], bookedIn: '2026-10-01' } }])(
  'says nothing of %j',
  (extensions) => {
    expect(closedPeriodsText(extensions)).toBeUndefined();
  },
);
