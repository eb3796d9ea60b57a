import { expect, test } from 'vitest';
import { parseExactJson } from './exact-json.ts';

test('keeps whole numbers and turns every number a double may change into its text', () => {
  const text =
    '{"cents": 4.66, "tokens": 12, "big": 12345678901234567890, "tiny": 1.25e-05, "one": 1.0, "text": "4.660"}';
  expect(parseExactJson(text)).toEqual({
    cents: '4.66',
    tokens: 12,
    big: '12345678901234567890',
    tiny: '1.25e-05',
    one: '1.0',
    text: '4.660',
  });
});

test('keeps what is no number', () => {
  expect(parseExactJson('[null, true, "a", {"b": [0.1]}]')).toEqual([null, true, 'a', { b: ['0.1'] }]);
});
