import { expect, test } from 'vitest';
import { expiryInstant, expiryOptions } from './token-expiry.ts';

test('a token expires so many days from now, or never', () => {
  const now = new Date('2026-11-22T10:00:00Z');
  expect(expiryInstant('7', now)).toBe('2026-11-29T10:00:00.000Z');
  expect(expiryInstant('never', now)).toBeNull();
});

test('only administrators may choose never', () => {
  expect(expiryOptions(true).map(({ value }) => value)).toContain('never');
  expect(expiryOptions(false).map(({ value }) => value)).not.toContain('never');
});
