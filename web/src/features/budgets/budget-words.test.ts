import { expect, test } from 'vitest';
import { beginningText } from './budget-words.ts';

test('says by whose clocks windows begin', () => {
  expect(beginningText('WEEKLY', 'Europe/Berlin')).toBe('Begins anew on Mondays at 00:00 (Europe/Berlin).');
  expect(beginningText('DAILY', 'UTC')).toBe('Begins anew every day at 00:00 (UTC).');
});

test('says what an hour cannot know', () => {
  expect(beginningText('HOURLY', 'UTC')).toContain('known only by the day');
});
