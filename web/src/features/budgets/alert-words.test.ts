import { expect, test } from 'vitest';
import { evidenceFacts } from './alert-words.ts';

test('names each figure of the evidence and joins lists', () => {
  const evidence = { spend: '12.5', weekdaysCompared: 12, models: ['a', 'b'], empty: '', nested: { a: 1 }, none: null };
  expect(evidenceFacts(evidence, 'UTC')).toEqual([
    { term: 'Spend', value: '12.5' },
    { term: 'Weekdays compared', value: '12' },
    { term: 'Models', value: 'a, b' },
  ]);
});

test('writes days and moments as people read them', () => {
  const evidence = { day: '2026-11-22', startsAt: '2026-11-22T00:00:00.000Z' };
  expect(evidenceFacts(evidence, 'UTC').map(({ value }) => value)).toEqual([
    'Nov 22, 2026',
    expect.stringMatching(/^Nov 22, 2026, 12:00.AM UTC$/),
  ]);
});

test('evidence without figures says nothing', () => {
  expect(evidenceFacts(null, 'UTC')).toEqual([]);
  expect(evidenceFacts('x', 'UTC')).toEqual([]);
});
