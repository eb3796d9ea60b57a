import { expect, test } from 'vitest';
import { connectionHealth, type HealthInput } from './connection-health.ts';

const daily = { name: 'cost', freshnessMinutes: 1440 };
const hourly = { name: 'usage', freshnessMinutes: 60 };
const read = (stream: string, at: string) => ({
  ...{ stream, earliestDay: null, latestDay: null, dayCount: 1, backfilledFrom: null, settledUntil: null },
  lastSucceededAt: new Date(at),
});
const succeeded = {
  ...({ id: 1, status: 'SUCCEEDED', errorCode: null, errorMessage: null } as const),
  finishedAt: new Date('2026-11-20T06:02:00Z'),
} as const;
const health = (overrides: Partial<HealthInput>) =>
  connectionHealth({
    status: 'ACTIVE',
    schedule: '0 6 * * *',
    streams: [daily],
    facts: { streams: [read('cost', '2026-11-20T06:02:00Z')], lastRun: succeeded },
    now: new Date('2026-11-20T12:00:00Z'),
    ...overrides,
  });

test('a daily connection is well all day, not for two hours', () => {
  expect(health({ now: new Date('2026-11-21T05:59:00Z') })).toBe('OK');
  expect(health({ now: new Date('2026-11-21T06:59:00Z') })).toBe('OK');
});

test('it is late an hour after a scheduled time has passed', () => {
  expect(health({ now: new Date('2026-11-21T07:01:00Z') })).toBe('LATE');
});

test('an hourly one is late within hours, while its daily stream still has time', () => {
  const now = new Date('2026-11-20T09:30:00Z');
  const streams = [read('usage', '2026-11-20T06:02:00Z'), read('cost', '2026-11-20T06:02:00Z')];
  const facts = { streams, lastRun: succeeded };
  expect(health({ schedule: '0 * * * *', streams: [hourly, daily], facts, now })).toBe('LATE');
  expect(health({ schedule: '0 * * * *', streams: [daily], facts, now })).toBe('OK');
});

test('one stream that was never read makes it late', () => {
  expect(health({ streams: [daily, hourly] })).toBe('LATE');
});

test('failing, never synced and paused are told apart', () => {
  expect(health({ facts: { streams: [], lastRun: { ...succeeded, status: 'FAILED' } } })).toBe('FAILING');
  expect(health({ facts: { streams: [], lastRun: null } })).toBe('NEVER_SYNCED');
  expect(health({ status: 'PAUSED' })).toBe('PAUSED');
  expect(health({ status: 'DISCONNECTED' })).toBe('PAUSED');
});
