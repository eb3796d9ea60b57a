import { expect, test } from 'vitest';
import type { SubscriptionTerms } from './charge-plan.ts';
import { renewalEvents } from './renewal-events.ts';

const terms: SubscriptionTerms = {
  startedOn: '2026-01-10',
  trialUntil: '2026-01-24',
  endsOn: null,
  interval: 'MONTHLY',
  isVariable: false,
  connectionId: null,
  prices: [{ from: '2026-01-10', seats: 2, amount: 100_000n }],
  owners: [{ from: '2026-01-10', memberId: 1, teamId: null }],
  charges: new Map([['2026-02-24', 5n]]),
};
const range = { from: '2026-01-01', until: '2026-03-20' };
const events = (changes: Partial<SubscriptionTerms>, noticeDays = 0) =>
  renewalEvents({ ...terms, ...changes }, noticeDays, range).map(({ date, kind, amount }) => [date, kind, amount]);

test('the trial ends, then it renews, each with its amount', () => {
  expect(events({})).toEqual([
    ['2026-01-24', 'TRIAL_END', 200_000n],
    ['2026-02-24', 'RENEWAL', 5n],
  ]);
  expect(events({ trialUntil: null })).toEqual([
    ['2026-02-10', 'RENEWAL', 200_000n],
    ['2026-03-10', 'RENEWAL', 200_000n],
  ]);
});

test('deadlines lie the notice ahead, also of a renewal after the range; a cancelled one has none', () => {
  expect(events({}, 7)).toEqual([
    ['2026-01-17', 'CANCELLATION_DEADLINE', 200_000n],
    ['2026-01-24', 'TRIAL_END', 200_000n],
    ['2026-02-17', 'CANCELLATION_DEADLINE', 5n],
    ['2026-02-24', 'RENEWAL', 5n],
    ['2026-03-17', 'CANCELLATION_DEADLINE', 200_000n],
  ]);
  expect(events({ endsOn: '2026-02-24' }, 7)).toEqual([
    ['2026-01-24', 'TRIAL_END', 200_000n],
    ['2026-02-24', 'END', undefined],
  ]);
});

test('a variable amount is not known ahead', () => {
  expect(events({ isVariable: true })).toEqual([
    ['2026-01-24', 'TRIAL_END', undefined],
    ['2026-02-24', 'RENEWAL', 5n],
  ]);
});
