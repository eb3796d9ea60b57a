import { BudgetPeriod } from '@outlay/prisma';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, dayInZone, startOfDay } from '../../lib/calendar.ts';
import { type BudgetWindow, validPart, windowAt, windowsBetween } from './budget-calendar.ts';

/** Whole, half and quarter hours; clocks that change at midnight, by half an hour, in the other half of the year. */
const zones = [
  'UTC',
  'America/New_York',
  'Europe/Berlin',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'America/Santiago',
  'Pacific/Auckland',
  'Asia/Beirut',
  'Antarctica/Troll',
];
const HOUR_MS = 3_600_000;
const firstHour = Date.parse('2024-01-01T00:00:00Z') / HOUR_MS;
const lastHour = Date.parse('2029-01-01T00:00:00Z') / HOUR_MS;

const aHour = fc.integer({ min: firstHour, max: lastHour }).map((hour) => hour * HOUR_MS);
/** Also near changes of clocks and at the very edges of windows. */
const anInstant = fc
  .tuple(aHour, fc.oneof(fc.constant(0), fc.constant(-1), fc.integer({ min: 0, max: HOUR_MS - 1 })))
  .map(([hour, offset]) => new Date(hour + offset));
const aPlace = fc.record({
  zone: fc.constantFrom(...zones),
  period: fc.constantFrom(...Object.values(BudgetPeriod)),
  instant: anInstant,
});
const shifted = (instant: Date, ms: number) => new Date(instant.getTime() + ms);
const holds = ({ startsAt, endsAt }: BudgetWindow, instant: Date) => startsAt <= instant && instant < endsAt;

describe('the windows of a period', () => {
  test('hold every instant in exactly one, without gaps', () => {
    fc.assert(
      fc.property(aPlace, fc.nat(), ({ zone, period, instant }, seed) => {
        const window = windowAt(period, instant, zone);
        expect(holds(window, instant)).toBe(true);
        expect(windowAt(period, window.endsAt, zone).startsAt).toEqual(window.endsAt);
        expect(windowAt(period, shifted(window.startsAt, -1), zone).endsAt).toEqual(window.startsAt);
        const length = window.endsAt.getTime() - window.startsAt.getTime();
        expect(windowAt(period, shifted(window.startsAt, seed % length), zone)).toEqual(window);
      }),
      { numRuns: 400 },
    );
  });

  test('are those days of the zone that their calendar unit has', () => {
    fc.assert(
      fc.property(aPlace, ({ zone, period, instant }) => {
        const { from, until, startsAt, endsAt } = windowAt(period, instant, zone);
        expect(dayInZone(startsAt, zone)).toBe(from);
        expect(addDays(dayInZone(shifted(endsAt, -1), zone), 1)).toBe(until);
        const day = dayInZone(instant, zone);
        const [year, month] = [day.slice(0, 4), Number(day.slice(5, 7))];
        if (period === 'DAILY' || period === 'HOURLY') expect([from, until]).toEqual([day, addDays(day, 1)]);
        if (period === 'WEEKLY') {
          expect(startOfDay(from).getUTCDay()).toBe(1);
          expect(until).toBe(addDays(from, 7));
        }
        if (period === 'MONTHLY') expect(from).toBe(`${day.slice(0, 7)}-01`);
        if (period === 'QUARTERLY')
          expect(from).toBe(`${year}-${String(month - ((month - 1) % 3)).padStart(2, '0')}-01`);
        if (period === 'YEARLY') expect([from, until]).toEqual([`${year}-01-01`, `${Number(year) + 1}-01-01`]);
      }),
      { numRuns: 400 },
    );
  });

  test('by the hour never span two hours of the clock, and hold the UTC hours of their day', () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), aHour, (zone, hour) => {
        const start = new Date(hour);
        const window = windowAt('HOURLY', start, zone);
        expect(window.endsAt.getTime() - window.startsAt.getTime()).toBeLessThanOrEqual(HOUR_MS);
        const clock = (instant: Date) =>
          new Intl.DateTimeFormat('en-GB', {
            timeZone: zone,
            day: '2-digit',
            month: '2-digit',
            hour: '2-digit',
          }).format(instant);
        expect(clock(window.startsAt)).toBe(clock(shifted(window.endsAt, -1)));
        // A fact of that hour counts for this day (DESIGN: the local day that holds its start).
        expect(window.from).toBe(dayInZone(start, zone));
      }),
      { numRuns: 300 },
    );
  });

  test('cut to valid days never overlap, never leave them, and keep their key', () => {
    fc.assert(
      fc.property(aPlace, fc.integer({ min: -40, max: 40 }), fc.integer({ min: 0, max: 80 }), (place, shift, days) => {
        const { zone, period, instant } = place;
        const window = windowAt(period, instant, zone);
        const validFrom = addDays(window.from, shift);
        const validUntil = addDays(validFrom, days);
        const part = validPart(window, { validFrom, validUntil }, zone);
        const isOutside = validUntil <= window.from || validFrom >= window.until || days === 0;
        expect(part === undefined).toBe(isOutside);
        if (!part) return;
        expect(part.key).toBe(window.key);
        expect(part.from >= validFrom && part.until <= validUntil).toBe(true);
        expect(part.startsAt >= window.startsAt && part.endsAt <= window.endsAt).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

const always = { validFrom: null, validUntil: null };
const keys = (windows: readonly BudgetWindow[]) => windows.map(({ key }) => key);

describe('around changes of clocks', () => {
  const hours = (zone: string, from: string, until: string) =>
    windowsBetween('HOURLY', { from: new Date(from), until: new Date(until) }, { ...always, zone }).map(
      ({ startsAt, endsAt }) => (endsAt.getTime() - startsAt.getTime()) / 60_000,
    );

  test('a day has 23 or 25 hours', () => {
    expect(hours('Europe/Berlin', '2026-03-28T23:00:00Z', '2026-03-29T21:59:00Z')).toEqual(Array(23).fill(60));
    expect(hours('Europe/Berlin', '2026-10-24T22:00:00Z', '2026-10-25T22:59:00Z')).toEqual(Array(25).fill(60));
  });

  test('by half an hour, the hour that is cut short is short', () => {
    expect(hours('Australia/Lord_Howe', '2026-04-04T13:00:00Z', '2026-04-04T16:29:00Z')).toEqual([60, 60, 30, 60]);
  });

  test('that skip midnight, the day begins when it begins', () => {
    const { startsAt, endsAt } = windowAt('DAILY', new Date('2026-09-06T12:00:00Z'), 'America/Santiago');
    expect([startsAt.toISOString(), endsAt.toISOString()]).toEqual([
      '2026-09-06T04:00:00.000Z',
      '2026-09-07T03:00:00.000Z',
    ]);
  });
});

describe('windowsBetween', () => {
  const between = (
    period: BudgetPeriod,
    from: string,
    until: string,
    validity: Parameters<typeof validPart>[1] = always,
  ) => windowsBetween(period, { from: new Date(from), until: new Date(until) }, { ...validity, zone: 'UTC' });

  test('begins and ends with the windows that hold the instants', () => {
    expect(keys(between('WEEKLY', '2026-11-04T00:00:00Z', '2026-11-16T00:00:00Z'))).toEqual([
      '2026-11-02',
      '2026-11-09',
      '2026-11-16',
    ]);
    expect(keys(between('QUARTERLY', '2026-11-04T00:00:00Z', '2027-01-01T00:00:00Z'))).toEqual([
      '2026-10-01',
      '2027-01-01',
    ]);
  });

  test('leaves out what is not valid, and cuts', () => {
    const validity = { validFrom: '2026-11-10', validUntil: '2026-12-05' };
    const windows = between('MONTHLY', '2026-10-15T00:00:00Z', '2027-01-15T00:00:00Z', validity);
    expect(windows.map(({ key, from, until }) => [key, from, until])).toEqual([
      ['2026-11-01', '2026-11-10', '2026-12-01'],
      ['2026-12-01', '2026-12-01', '2026-12-05'],
    ]);
  });
});
