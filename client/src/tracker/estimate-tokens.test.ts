import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTokenCounter, estimateTokens } from './estimate-tokens.ts';
import { TOKEN_SAMPLES } from './testing/token-samples.ts';

test.each(TOKEN_SAMPLES)('%s: within a fifth of the %d tokens that o200k_base counts', (_name, tokens, text) => {
  expect(Math.abs(estimateTokens(text) / tokens - 1)).toBeLessThan(0.2);
});

test('half of the samples are within 6 %', () => {
  const errors = TOKEN_SAMPLES.map(([, tokens, text]) => Math.abs(estimateTokens(text) / tokens - 1)).toSorted(
    (a, b) => a - b,
  );
  expect(errors[Math.floor(errors.length / 2)]).toBeLessThan(0.06);
});

test('a text in pieces is the same text', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' })), (pieces) => {
      const counter = createTokenCounter();
      for (const piece of pieces) counter.add(piece);
      expect(counter.total()).toBe(estimateTokens(pieces.join('')));
    }),
  );
});

test('more text is never less', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (text, more) => {
      expect(estimateTokens(text + more)).toBeGreaterThanOrEqual(estimateTokens(text));
    }),
  );
  expect(estimateTokens('')).toBe(0);
});
