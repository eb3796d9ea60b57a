import { expect, it, test } from 'vitest';
import { basesOf, measureText, measureValue } from './measures.ts';

const text = (measure: Parameters<typeof measureValue>[0], values: readonly bigint[]) =>
  measureText(measure, measureValue(measure, basesOf([measure]), values));

test('a cache hit rate rounds half to even at six digits', () => {
  expect(text('CACHE_HIT_RATE', [1n, 2n, 0n])).toBe('0.333333');
  expect(text('CACHE_HIT_RATE', [1n, 1_999_999n, 0n])).toBe('0');
  expect(text('CACHE_HIT_RATE', [3n, 1_999_997n, 0n])).toBe('0.000002');
});

test('cost per million tokens and per request are exact decimals beyond what a float holds', () => {
  expect(text('COST_PER_MTOK', [12_345_678_901_234_567_890n, 1_000_000n])).toBe('12345678901.23456789');
  expect(text('COST_PER_REQUEST', [1n, 2n])).toBe('0');
  expect(text('COST_PER_REQUEST', [3n, 2n])).toBe('0.000000002');
  expect(text('COST_PER_REQUEST', [-3n, 2n])).toBe('-0.000000002');
});

it.each(['CACHE_HIT_RATE', 'COST_PER_MTOK', 'COST_PER_REQUEST'] as const)('%s over nothing is null', (measure) => {
  expect(measureValue(measure, basesOf([measure]), undefined)).toBeNull();
});

test('sums over nothing are zero', () => {
  expect(text('SPEND', [])).toBe('0');
});

test('sessions are the named ones and those a vendor only counts', () => {
  expect(text('SESSIONS', [3n, 4n])).toBe('7');
});
