import { expect, test } from 'vitest';
import { parseExactJson } from '../exact-json.ts';
import { parsePayload } from '../payload.ts';
import { usageEvent, usageEventsPage } from './payloads.ts';
import { eventToUsage } from './to-usage.ts';

const recorded = `{"timestamp":"1793520001234","userEmail":"Bo@Example.com","conversationId":"c-77","model":"claude-sonnet-5",
  "kind":"Usage-based","maxMode":false,"requestsCosts":2.4,"isTokenBasedCall":true,"isChargeable":true,"isHeadless":false,
  "tokenUsage":{"inputTokens":900,"outputTokens":310,"cacheWriteTokens":4000,"cacheReadTokens":15000,"totalCents":4.21},
  "chargedCents":4.66,"cursorTokenFee":0.45}`;
const toRecord = (fields: object = {}) =>
  eventToUsage(usageEvent.parse({ ...Object(parseExactJson(recorded)), ...fields }));

test('takes the charge of a chargeable event to the nano-dollar', () => {
  expect(toRecord()).toMatchObject({
    hour: new Date('2026-11-01T08:00:00Z'),
    billingKind: 'METERED',
    chargeNano: 46_600_000n,
    statedListNano: 46_600_000n,
    inputTokens: 900n,
    cacheReadTokens: 15_000n,
    cacheWrite5mTokens: 4_000n,
    outputTokens: 310n,
    requests: 1n,
    session: 'c-77',
    tool: 'cursor',
    user: { kind: 'USER', externalId: 'bo@example.com', email: 'bo@example.com' },
  });
});

test('an included event costs nothing and states what it would have cost', () => {
  const record = toRecord({ isChargeable: false, kind: 'Included in Business' });
  expect(record).toMatchObject({ billingKind: 'INCLUDED', statedListNano: 46_600_000n });
  expect(record).not.toHaveProperty('chargeNano');
  const uncharged = toRecord({ isChargeable: false, kind: 'USAGE_EVENT_KIND_INCLUDED_IN_PRO', chargedCents: 0 });
  expect(uncharged.statedListNano).toBe(46_600_000n);
});

test.each(['Errored, Not Charged', 'USAGE_EVENT_KIND_ABORTED_NOT_CHARGED'])('%s is worth nothing', (kind) => {
  expect(toRecord({ isChargeable: false, kind })).toMatchObject({ billingKind: 'INCLUDED', statedListNano: 0n });
});

test('keeps an event priced per request, without tokens', () => {
  const record = toRecord({
    tokenUsage: undefined,
    cursorTokenFee: undefined,
    chargedCents: 4,
    conversationId: undefined,
  });
  expect(record).toMatchObject({ chargeNano: 40_000_000n, statedListNano: 40_000_000n, requests: 1n });
  expect(record).not.toHaveProperty('inputTokens');
  expect(record).not.toHaveProperty('session');
});

test('the list amount is before discount', () => {
  expect(toRecord({ chargedCents: '4.239' })).toMatchObject({ chargeNano: 42_390_000n, statedListNano: 46_600_000n });
});

test('a service account is the user even where an address is given', () => {
  const { user } = toRecord({ serviceAccountId: 'sa_1', serviceAccountName: 'nightly' });
  expect(user).toEqual({ kind: 'SERVICE_ACCOUNT', externalId: 'sa_1', name: 'nightly' });
  expect(toRecord({ userEmail: '' })).not.toHaveProperty('user');
});

test('the case of an address does not make another event', () => {
  expect(toRecord({ userEmail: 'BO@example.com' }).key).toEqual(toRecord().key);
  expect(toRecord({ chargedCents: '4.67' }).key).not.toEqual(toRecord().key);
});

test('names the field an event lacks', () => {
  const event = { ...Object(parseExactJson(recorded)), chargedCents: undefined };
  const page = { totalUsageEventsCount: 1, pagination: { hasNextPage: false }, usageEvents: [event] };
  expect(() => parsePayload(usageEventsPage, page, 'events')).toThrow('at usageEvents[0].chargedCents:');
});
