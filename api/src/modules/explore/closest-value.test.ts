import { expect, test } from 'vitest';
import { closestValue } from './closest-value.ts';

test('finds the nearest spelling in any case', () => {
  expect(closestValue('claude-opos-4', ['gpt-5', 'claude-opus-4', 'claude-haiku-4'])).toBe('claude-opus-4');
  expect(closestValue('ANA LIMA', ['Ana Lima', 'Ben'])).toBe('Ana Lima');
});

test('offers nothing when nothing is like it', () => {
  expect(closestValue('zzzzzzzz', ['Ana', 'Ben'])).toBeUndefined();
  expect(closestValue('x', [])).toBeUndefined();
});
