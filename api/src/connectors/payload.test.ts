import { expect, test } from 'vitest';
import { z } from 'zod';
import { VendorError } from '../lib/errors.ts';
import { count, decimalText, parsePayload } from './payload.ts';

const page = z.object({ data: z.array(z.object({ amount: decimalText, tokens: count })) });

test('lets unknown fields through and reads counts and amounts from numbers or text', () => {
  const body = {
    data: [
      { amount: '0.10', tokens: '12345678901234567890', extra: 1 },
      { amount: 3, tokens: 2 },
    ],
    more: {},
  };
  expect(parsePayload(page, body, 'Acme')).toEqual({
    data: [
      { amount: '0.10', tokens: 12345678901234567890n },
      { amount: '3', tokens: 2n },
    ],
  });
});

test.each([
  [{ data: [{ amount: '1', tokens: 1 }, { tokens: 1 }] }, 'data[1].amount'],
  [{ data: [{ amount: '1', tokens: '1.5' }] }, 'data[0].tokens'],
  [{ data: [{ amount: 'free', tokens: 1 }] }, 'data[0].amount'],
  [{}, 'data'],
  [null, 'its top level'],
])('names the field of an unexpected shape: %j', (body, path) => {
  expect(() => parsePayload(page, body, 'Acme')).toThrow(VendorError);
  expect(() => parsePayload(page, body, 'Acme')).toThrow(`Acme has an unexpected shape at ${path}: `);
});
