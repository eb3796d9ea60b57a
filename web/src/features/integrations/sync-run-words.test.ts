import { describe, expect, test } from 'vitest';
import { isUnderWay, remedyFor, runDuration, runKindLabel, triggerLabel } from './sync-run-words.ts';

const now = new Date('2026-11-20T10:00:00Z');

describe('sync run', () => {
  test.each([
    ['2026-11-20T09:59:59.800Z', '< 1 s'],
    ['2026-11-20T09:59:18Z', '42 s'],
    ['2026-11-20T09:58:55Z', '1 min 5 s'],
    ['2026-11-20T07:30:00Z', '2 h 30 min'],
  ])('started %s has taken %s', (startedAt, words) => {
    expect(runDuration(startedAt, null, now)).toBe(words);
  });

  test('counts until its end, and nothing before its start', () => {
    expect(runDuration('2026-11-20T08:00:00Z', '2026-11-20T08:00:07Z', now)).toBe('7 s');
    expect(runDuration(null, null, now)).toBeNull();
  });

  test('says how far a backfill goes', () => {
    expect(runKindLabel({ kind: 'BACKFILL', from: '2026-09-01', until: null })).toBe('Backfill to Sep 1, 2026');
    expect(runKindLabel({ kind: 'BACKFILL', from: '2026-09-01', until: '2026-10-01' })).toBe(
      'Backfill of Sep 1, 2026 to Sep 30, 2026',
    );
    expect(runKindLabel({ kind: 'SYNC', from: null, until: null })).toBe('Sync');
  });

  test('is under way until it has ended', () => {
    expect((['QUEUED', 'RUNNING'] as const).every(isUnderWay)).toBe(true);
    expect((['SUCCEEDED', 'FAILED', 'CANCELLED', 'INTERRUPTED'] as const).some(isUnderWay)).toBe(false);
  });

  test('tells what to do about each failure', () => {
    expect(remedyFor('VENDOR_CREDENTIALS')).toContain('Replace the key');
    expect(remedyFor('SOMETHING_NEW')).toContain('log');
  });

  test.each([
    ['Member:1', 'You'],
    ['Member:2', 'Another administrator'],
    ['ApiToken:3', 'API token'],
    ['schedule', 'Schedule'],
    ['outside cron', 'Outside cron'],
    ['resumed run 7', 'Goes on after a restart'],
    ['environment', 'Environment'],
  ])('asked by %s is told as %s', (trigger, words) => {
    expect(triggerLabel(trigger, 'Member:1')).toBe(words);
  });
});
