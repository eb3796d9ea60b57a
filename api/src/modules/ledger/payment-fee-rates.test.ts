import { expect, test } from 'vitest';
import { createAdmin, createMember, createOrganization } from '../../test/factories.ts';
import type { TestClient } from '../../test/graphql-client.ts';
import { useTestApi } from '../../test/use-test-api.ts';
import { mutate, refusal } from './ledger-kit.ts';

let admin: TestClient;
const api = useTestApi(async () => {
  await createOrganization();
  admin = api.as(await createAdmin());
});

const rate = { gateway: 'Stripe', currency: 'USD', share: '0.029', fixed: '0.30', from: '2026-01-01' };
const RATE = '... on PaymentFeeRate { id gateway currency share fixed from }';
const set = (changes: object = {}) => mutate(admin, 'setPaymentFeeRate', { ...rate, ...changes }, RATE);
const fee = async (amount: string, day: string) => {
  const document = `query ($amount: Decimal!, $day: Date!) {
    paymentFee(gateway: "stripe", currency: "usd", amount: $amount, day: $day) }`;
  return (await admin.query<{ paymentFee: string }>(document, { amount, day })).paymentFee;
};

test('the table of the day decides; a fee is entered as a cost of its gateway', async () => {
  expect(await set()).toMatchObject({ id: 'PaymentFeeRate:1', gateway: 'Stripe', share: '0.029', fixed: '0.3' });
  await set({ gateway: 'STRIPE', share: '0.03', from: '2026-11-01' });
  expect(await set({ share: '0.031', from: '2026-11-01' })).toMatchObject({ id: 'PaymentFeeRate:2', share: '0.031' });
  expect([await fee('100', '2026-10-31'), await fee('100', '2026-11-01')]).toEqual(['3.2', '3.4']);
  const input = {
    gateway: 'Stripe',
    currency: 'USD',
    amount: '100',
    date: '2026-11-02',
    lines: [{ category: 'Fees' }],
  };
  const ENTRY = '... on CostEntry { description amount kind vendor { name } lines { category amount } }';
  expect(await mutate(admin, 'recordPaymentFee', input, ENTRY)).toMatchObject({
    ...{ description: 'Stripe fee on 100 USD', amount: '3.4', kind: 'VARIABLE', vendor: { name: 'Stripe' } },
    lines: [{ category: 'Fees', amount: '3.4' }],
  });
  await mutate(admin, 'removePaymentFeeRate', { rateId: 'PaymentFeeRate:2' }, '');
  expect(await fee('100', '2026-11-01')).toBe('3.2');
  expect(await mutate(admin, 'removePaymentFeeRate', { rateId: 'PaymentFeeRate:2' }, '')).toMatchObject({
    code: 'NOT_FOUND',
  });
  expect(await admin.query('{ paymentFeeRates { totalCount edges { node { from } } } }')).toEqual({
    paymentFeeRates: { totalCount: 1, edges: [{ node: { from: '2026-01-01' } }] },
  });
});

test.each([
  [{ share: '1.1' }, 'share'],
  [{ share: '-0.1' }, 'share'],
  [{ fixed: '-1' }, 'fixed'],
  [{ currency: 'XXY' }, 'currency'],
  [{ gateway: ' ' }, 'gateway'],
])('%o is refused, naming %s', async (changes, field) => {
  expect(await set(changes)).toMatchObject({ __typename: 'InvalidInputError', field });
});

test('a payment that no table knows is refused; so is nothing at all', async () => {
  await set({ fixed: '0' });
  const record = (changes: object) =>
    mutate(
      admin,
      'recordPaymentFee',
      { gateway: 'Stripe', currency: 'USD', amount: '100', date: '2026-11-02', ...changes },
      '',
    );
  for (const gateway of ['PayPal', '%', 'S_ripe'])
    expect(await record({ gateway })).toMatchObject({ field: 'gateway', value: gateway });
  expect(await record({ currency: 'EUR' })).toMatchObject({ field: 'gateway' });
  expect(await record({ date: '2025-12-31' })).toMatchObject({ field: 'gateway' });
  expect(await record({ amount: '-1' })).toMatchObject({ field: 'amount' });
  expect(await record({ amount: '0.01' })).toMatchObject({ field: 'amount' });
});

test('are for administrators', async () => {
  const member = api.as(await createMember());
  expect(await refusal(member, 'setPaymentFeeRate', rate)).toBe('FORBIDDEN');
  expect(await refusal(member, 'removePaymentFeeRate', { rateId: 'PaymentFeeRate:1' })).toBe('FORBIDDEN');
  const payment = { gateway: 'Stripe', currency: 'USD', amount: '1', date: '2026-11-02' };
  expect(await refusal(member, 'recordPaymentFee', payment)).toBe('FORBIDDEN');
  expect((await member.execute('{ paymentFeeRates { totalCount } }')).errors[0]?.extensions.code).toBe('FORBIDDEN');
});
