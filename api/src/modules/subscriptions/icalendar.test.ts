import fc from 'fast-check';
import { expect, test } from 'vitest';
import { icalendar } from './icalendar.ts';

const now = new Date('2026-11-15T12:00:00Z');
const event = { uid: 'a@outlay', date: '2026-12-31', summary: 'Pro, renews; 1\\2', description: 'one\r\ntwo\nthree' };

test('writes whole days and escapes text', () => {
  const text = icalendar('Renewals', [event], now);
  expect(text.split('\r\n')).toEqual([
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Outlay//Renewals//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    'NAME:Renewals',
    'X-WR-CALNAME:Renewals',
    'REFRESH-INTERVAL;VALUE=DURATION:PT12H',
    'BEGIN:VEVENT',
    'UID:a@outlay',
    'DTSTAMP:20261115T120000Z',
    'DTSTART;VALUE=DATE:20261231',
    'DTEND;VALUE=DATE:20270101',
    'SUMMARY:Pro\\, renews\\; 1\\\\2',
    'DESCRIPTION:one\\ntwo\\nthree',
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ]);
});

test('no line is longer than 75 octets, and unfolded it is the text again', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (summary) => {
      const text = icalendar('Renewals', [{ ...event, summary }], now);
      const lines = text.split('\r\n');
      for (const line of lines) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
      const unfolded = text.replaceAll('\r\n ', '').split('\r\n');
      const read = unfolded.find((line) => line.startsWith('SUMMARY:'))?.slice('SUMMARY:'.length);
      const expected = summary.replace(/\r\n|\r/g, '\n').replace(/(?!\n)\p{Cc}/gu, '');
      expect(read?.replace(/\\(.)/g, (_, character) => (character === 'n' ? '\n' : character))).toBe(expected);
    }),
  );
});
