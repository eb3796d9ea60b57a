import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, type Day, daysOf, utcDay } from '../lib/calendar.ts';
import { advanceFrontier, type Frontier, isSettledAt, planWindows, type StoredWindow } from './plan-windows.ts';

const now = new Date('2026-11-22T06:00:00Z');
const stream = { historyDays: 90, settlesAfterHours: 24, restatesForDays: 3, maxDaysPerRead: 2 };
const nothing: Frontier = { backfilledFrom: undefined, settledUntil: undefined };
const plan = (overrides: Partial<Parameters<typeof planWindows>[0]> = {}) =>
  planWindows({ stream, now, frontier: nothing, windows: new Map(), restatedBefore: now, ...overrides });

function stored(from: Day, until: Day, readAt: Date): Map<Day, StoredWindow> {
  return new Map(
    daysOf({ from, until }).map((day) => [day, { readAt, isSettled: isSettledAt(stream, day, readAt) }] as const),
  );
}

describe('what to read', () => {
  test('the first sync reads whole days from the oldest restated one through today, newest first', () => {
    expect(plan()).toEqual([
      { from: '2026-11-21', until: '2026-11-23' },
      { from: '2026-11-19', until: '2026-11-21' },
    ]);
  });

  test('a day is settled only after its end plus the settling time', () => {
    expect(isSettledAt(stream, '2026-11-20', new Date('2026-11-21T23:59:59Z'))).toBe(false);
    expect(isSettledAt(stream, '2026-11-20', new Date('2026-11-22T00:00:00Z'))).toBe(true);
  });

  test('an outage of ten days is caught up from the last day the vendor may have restated since, not from yesterday', () => {
    const windows = stored('2026-10-01', '2026-11-11', new Date('2026-11-10T06:00:00Z'));
    const frontier = { backfilledFrom: '2026-10-01', settledUntil: '2026-11-09' };
    const reads = plan({ windows, frontier });
    expect(reads[0]).toEqual({ from: '2026-11-21', until: '2026-11-23' });
    expect(reads.at(-1)?.from).toBe('2026-11-07');
    expect(reads.flatMap(daysOf).length).toBe(16);
  });

  test('settled days outside the restated ones are left alone; those inside are read again once they were read long ago', () => {
    const readAt = new Date('2026-11-22T05:00:00Z');
    const windows = stored('2026-10-01', '2026-11-23', readAt);
    const frontier = { backfilledFrom: '2026-10-01', settledUntil: '2026-11-21' };
    expect(plan({ windows, frontier }).at(-1)?.from).toBe('2026-11-19');
    expect(plan({ windows, frontier, restatedBefore: readAt }).flatMap(daysOf)).toEqual(['2026-11-21', '2026-11-22']);
  });

  test('a backfill reads what is missing from its first day on and stops at the depth of the history', () => {
    const windows = stored('2026-11-01', '2026-11-23', now);
    const reads = plan({ windows, from: '2020-01-01', restatedBefore: new Date(0) });
    expect(reads.at(-1)?.from).toBe('2026-08-25');
    expect(reads.flatMap(daysOf)).not.toContain('2026-11-05');
  });

  test('a backfill with an end reads no day from there on', () => {
    const reads = plan({ from: '2026-09-01', until: '2026-09-04', restatedBefore: new Date(0) });
    expect(reads).toEqual([
      { from: '2026-09-02', until: '2026-09-04' },
      { from: '2026-09-01', until: '2026-09-02' },
    ]);
    expect(plan({ from: '2026-11-21', until: '2027-01-01' }).flatMap(daysOf)).toEqual(['2026-11-21', '2026-11-22']);
    expect(plan({ from: '2020-01-01', until: '2020-02-01' })).toEqual([]);
  });

  test('never more days at once than the vendor allows', () => {
    for (const read of plan({ from: '2026-09-01' })) expect(daysOf(read).length).toBeLessThanOrEqual(2);
  });
});

describe('the frontier', () => {
  test('does not pass a day that is missing', () => {
    const windows = stored('2026-11-10', '2026-11-23', now);
    windows.delete('2026-11-15');
    expect(advanceFrontier(nothing, windows, now).backfilledFrom).toBe('2026-11-16');
  });

  test('stays unknown while today is missing', () => {
    expect(advanceFrontier(nothing, stored('2026-11-10', '2026-11-22', now), now)).toEqual(nothing);
  });

  test('settles up to the first day that may still change', () => {
    const windows = stored('2026-11-10', '2026-11-23', now);
    expect(advanceFrontier(nothing, windows, now)).toEqual({
      backfilledFrom: '2026-11-10',
      settledUntil: '2026-11-21',
    });
  });

  test('whatever reads fail in whatever order, repeating leaves no hole', () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.boolean()), fc.integer({ min: 1, max: 9 }), (failures, maxDaysPerRead) => {
        const source = failures[Symbol.iterator]();
        const windows = new Map<Day, StoredWindow>();
        let frontier = nothing;
        let at = now;
        for (let round = 0; round < 60; round += 1, at = new Date(at.getTime() + 3_600_000 * 24)) {
          const from = round === 0 ? '2026-11-01' : round % 2 === 0 ? undefined : '2026-10-20';
          const isLast = round >= 58;
          for (const read of planWindows({
            stream: { ...stream, historyDays: 365, maxDaysPerRead },
            now: at,
            frontier,
            windows,
            from,
            restatedBefore: at,
          })) {
            if (!isLast && source.next().value) break;
            for (const day of daysOf(read)) windows.set(day, { readAt: at, isSettled: isSettledAt(stream, day, at) });
            frontier = advanceFrontier(frontier, windows, at);
          }
        }
        const last = new Date(at.getTime() - 3_600_000 * 24);
        const days = daysOf({ from: '2026-10-20', until: addDays(utcDay(last), 1) });
        expect(days.filter((day) => !windows.has(day))).toEqual([]);
        expect(frontier.backfilledFrom).toBe('2026-10-20');
      }),
      { numRuns: 50 },
    );
  });
});
