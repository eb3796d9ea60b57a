import fc from 'fast-check';
import { expect, test } from 'vitest';
import { paymentFee, STANDARD_PAYMENT_FEES } from './payment-fee.ts';
import { trackerKit } from './testing/tracker-kit.ts';

const TABLE = {
  stripe: {
    USD: { share: '0.029', fixed: '0.30' },
    JPY: { share: '0.036', fixed: '0' },
    KWD: { share: '0.0275', fixed: '0.1' },
  },
  half: { USD: { share: '0.5', fixed: '0' } },
};

test.each([
  ['stripe', 'USD', '100', '3.20'],
  ['Stripe', 'USD', '10.01', '0.59'],
  ['half', 'USD', '0.01', '0.00'],
  ['half', 'USD', '0.03', '0.02'],
  ['stripe', 'JPY', '125', '4'],
  ['stripe', 'KWD', '1.234', '0.134'],
  ['stripe', 'USD', '99999999999999.99', '2900000000000.30'],
])('%s in %s takes of %s: %s, half-even to the smallest coin', (gateway, currency, amount, fee) => {
  expect(paymentFee(TABLE, gateway, currency, amount)).toBe(fee);
});

test.each([
  ['unknown', 'USD', '1', /gateway "unknown USD".*paymentFees/],
  ['stripe', 'EUR', '1', /gateway/],
  ['stripe', 'USD', '-1', /amount "-1"/],
  ['stripe', 'USD', '1e3', /amount/],
])('%s in %s of %s is refused', (gateway, currency, amount, message) => {
  expect(() => paymentFee(TABLE, gateway, currency, amount)).toThrow(message);
});

test('a fee is within half a coin of what it is exactly', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 14n }), fc.integer({ min: 0, max: 9999 }), (cents, share) => {
      const table = { any: { USD: { share: `0.${String(share).padStart(4, '0')}`, fixed: '0.25' } } };
      const fee = paymentFee(table, 'any', 'USD', `${cents / 100n}.${String(cents % 100n).padStart(2, '0')}`);
      const difference = BigInt(fee.replace('.', '')) * 10_000n - (cents * BigInt(share) + 250_000n);
      expect(2n * (difference < 0n ? -difference : difference)).toBeLessThanOrEqual(10_000n);
    }),
  );
});

test('a payment is recorded as its fee, once per payment', async () => {
  const kit = trackerKit({ paymentFees: { acme: { EUR: { share: '0.01', fixed: '0.10' } } } });
  kit.tracker.trackPaymentFee({
    gateway: 'Stripe',
    amount: '49.00',
    currency: 'USD',
    paymentId: 'ch_1',
    customer: 'c1',
  });
  kit.tracker.trackPaymentFee({ gateway: 'stripe', amount: '49.00', currency: 'USD', paymentId: 'ch_1' });
  kit.tracker.trackPaymentFee({ gateway: 'acme', amount: '10', currency: 'EUR' });
  kit.tracker.trackPaymentFee({ gateway: 'paypal', amount: '10', currency: 'USD', fee: '0.61' });
  kit.tracker.trackPaymentFee({ gateway: 'nobody', amount: '10', currency: 'USD' });
  const fee = { model: 'payment', currency: 'USD' };
  expect(await kit.recorded()).toMatchObject([
    {
      ...fee,
      vendor: 'stripe',
      cost: '1.72',
      requestId: 'ch_1',
      customer: 'c1',
      tags: [{ key: 'payment_amount', value: '49.00' }],
    },
    { ...fee, vendor: 'acme', cost: '0.20', currency: 'EUR' },
    { ...fee, vendor: 'paypal', cost: '0.61' },
  ]);
  expect(kit.drops).toMatchObject([{ reason: 'invalid', field: 'gateway', count: 1 }]);
});

test('every standard rate is one', () => {
  for (const [gateway, rates] of Object.entries(STANDARD_PAYMENT_FEES)) {
    for (const currency of Object.keys(rates)) {
      expect(Number(paymentFee(STANDARD_PAYMENT_FEES, gateway, currency, '100'))).toBeGreaterThan(1);
    }
  }
});
