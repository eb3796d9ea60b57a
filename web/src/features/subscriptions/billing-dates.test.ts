import { expect, test } from 'vitest';
import { billingDates } from './billing-dates.ts';

const monthly = { startedOn: '2026-01-31', trialUntil: null, endsOn: null, interval: 'MONTHLY' } as const;

test('keeps the day of the month through shorter months', () => {
  expect(billingDates(monthly, '2026-04-30')).toEqual(['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30']);
});

test('begins when the trial is over and stops before the end', () => {
  const dates = { ...monthly, interval: 'WEEKLY', trialUntil: '2026-02-07', endsOn: '2026-02-21' } as const;
  expect(billingDates(dates, '2026-12-31')).toEqual(['2026-02-07', '2026-02-14']);
});

test('a start in the future has none yet', () => {
  expect(billingDates(monthly, '2026-01-30')).toEqual([]);
});
