import { describe, expect, test } from 'vitest';
import { nextRuns, runTimes, SCHEDULE_PRESETS, scheduleLabel } from './schedule.ts';

const now = new Date('2026-11-20T22:30:00Z');

describe('schedule', () => {
  test('tells the next times in UTC, whatever the machine’s zone', () => {
    expect(nextRuns('0 6 * * *', now, 2)).toEqual(['2026-11-21T06:00:00.000Z', '2026-11-22T06:00:00.000Z']);
    expect(nextRuns(' 30 22 * * 1 ', now, 1)).toEqual(['2026-11-23T22:30:00.000Z']);
  });

  test.each(['', 'daily', '0 6 * *', '0 0 6 * * *', '61 * * * *', '0 0 30 2 *'])('"%s" never comes', (cron) => {
    expect(nextRuns(cron, now, 3)).toEqual([]);
  });

  test('every preset comes', () => {
    for (const { cron, label } of SCHEDULE_PRESETS) {
      expect(nextRuns(cron, now, 1)).toHaveLength(1);
      expect(scheduleLabel(cron)).toBe(label);
    }
    expect(scheduleLabel('5 4 * * *')).toBe('Cron 5 4 * * * (UTC)');
  });

  test('names the weekday of each time', () => {
    expect(runTimes(nextRuns('0 6 * * *', now, 2))).toBe('Sat, Nov 21, 06:00 · Sun, Nov 22, 06:00');
  });
});
