import { expect, test } from 'vitest';
import { evidenceFacts } from './alert-words.ts';

test('names each figure of the evidence and joins lists', () => {
  const evidence = { spend: '12.5', weekdaysCompared: 12, models: ['a', 'b'], empty: '', nested: { a: 1 }, none: null };
  expect(evidenceFacts(evidence)).toEqual([
    { term: 'Spend', value: '12.5' },
    { term: 'Weekdays compared', value: '12' },
    { term: 'Models', value: 'a, b' },
  ]);
});

test('evidence without figures says nothing', () => {
  expect(evidenceFacts(null)).toEqual([]);
  expect(evidenceFacts('x')).toEqual([]);
});
