import { expect, test } from 'vitest';
import { rhythmWords } from './stream-words.ts';

test('says when a stream’s figures are complete', () => {
  const rhythm = { historyDays: 365, settlesAfterHours: 72, restatesForDays: 3, freshnessMinutes: 5 };
  expect(rhythmWords(rhythm)).toBe(
    'New every 5 min, complete 3 days after the day’s end; the last 3 days are read again',
  );
  expect(rhythmWords({ ...rhythm, settlesAfterHours: 24, restatesForDays: 0, freshnessMinutes: 60 })).toBe(
    'New every 1 hour, complete 24 hours after the day’s end',
  );
});
