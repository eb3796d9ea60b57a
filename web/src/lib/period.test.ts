import { describe, expect, test } from 'vitest';
import { addMonths, dayInZone, isDay, quarterStart } from './day.ts';
import { isPeriodText, periodDays, periodLabel, periodSearch, resolvePeriod } from './period.ts';

const today = '2026-11-22';

describe('period', () => {
  test.each([
    ['today', '2026-11-22', '2026-11-23'],
    ['last-7-days', '2026-11-16', '2026-11-23'],
    ['last-30-days', '2026-10-24', '2026-11-23'],
    ['last-90-days', '2026-08-25', '2026-11-23'],
    ['month-to-date', '2026-11-01', '2026-11-23'],
    ['this-month', '2026-11-01', '2026-12-01'],
    ['last-month', '2026-10-01', '2026-11-01'],
    ['this-quarter', '2026-10-01', '2027-01-01'],
    ['this-year', '2026-01-01', '2027-01-01'],
    ['2026-02-01..2026-03-01', '2026-02-01', '2026-03-01'],
  ])('%s runs from %s until %s', (text, from, until) => {
    expect(resolvePeriod(text, today)).toEqual({ from, until });
  });

  test('crosses the year', () => {
    expect(resolvePeriod('last-month', '2027-01-05')).toEqual({ from: '2026-12-01', until: '2027-01-01' });
  });

  test('refuses reversed, empty and impossible ranges', () => {
    for (const text of ['2026-03-01..2026-02-01', '2026-03-01..2026-03-01', '2026-02-30..2026-03-05', 'yesterday']) {
      expect(isPeriodText(text)).toBe(false);
      expect(periodSearch.parse(text)).toBe('last-30-days');
    }
  });

  test('names its last day, not the day after', () => {
    expect(periodDays({ from: '2026-02-01', until: '2026-03-01' }).replace(/\s/g, ' ')).toBe('Feb 1 – 28, 2026');
    expect(periodDays({ from: '2026-02-01', until: '2026-02-02' })).toBe('Feb 1, 2026');
    expect(periodLabel('last-7-days', today)).toBe('Last 7 days');
  });
});

describe('day', () => {
  test('keeps within a shorter month', () => {
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
    expect(addMonths('2024-03-31', -1)).toBe('2024-02-29');
    expect(quarterStart('2026-12-31')).toBe('2026-10-01');
  });

  test('is the zone’s, not the browser’s', () => {
    const instant = new Date('2026-11-22T23:30:00Z');
    expect(dayInZone(instant, 'UTC')).toBe('2026-11-22');
    expect(dayInZone(instant, 'Asia/Tokyo')).toBe('2026-11-23');
    expect(dayInZone(instant, 'America/Los_Angeles')).toBe('2026-11-22');
  });

  test('exists in the calendar', () => {
    expect(isDay('2024-02-29')).toBe(true);
    expect(isDay('2026-02-29')).toBe(false);
    expect(isDay('2026-13-01')).toBe(false);
  });
});
