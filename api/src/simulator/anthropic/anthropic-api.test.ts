import { expect, test } from 'vitest';
import { getAnthropic, simulatorForTest, testClock } from '../testing/read-simulator.ts';
import { anthropicError } from '../testing/shapes.ts';

const COST = { starting_at: '2026-11-01T00:00:00Z' };

test('tells a missing, a wrong and an ordinary key apart', async () => {
  const { anthropic, secondAnthropic } = await simulatorForTest();
  const attempt = async (key: string) => {
    const { status, body } = await getAnthropic(anthropic, 'me', {}, { 'x-api-key': key });
    return [status, anthropicError.parse(body).error.type];
  };
  expect(await attempt('')).toEqual([401, 'authentication_error']);
  expect(await attempt('sk-ant-admin01-wrong')).toEqual([401, 'authentication_error']);
  expect(await attempt(secondAnthropic.adminKey)).toEqual([401, 'authentication_error']);
  expect(await attempt(anthropic.ordinaryKey)).toEqual([403, 'permission_error']);
});

test('wants a version it knows', async () => {
  const { anthropic } = await simulatorForTest();
  const response = await fetch(`${anthropic.baseUrl}/v1/organizations/me`, {
    headers: { 'x-api-key': anthropic.adminKey },
  });
  expect(response.status).toBe(400);
  expect(anthropicError.parse(await response.json()).error.message).toContain('anthropic-version');
  expect((await getAnthropic(anthropic, 'me', {}, { 'anthropic-version': '2099-01-01' })).status).toBe(400);
});

test('serves two organizations that know nothing of each other', async () => {
  const { anthropic, secondAnthropic } = await simulatorForTest();
  expect((await getAnthropic(anthropic, 'me')).body).toMatchObject({
    id: anthropic.organizationId,
    name: 'Example Company',
  });
  expect((await getAnthropic(secondAnthropic, 'me')).body).toMatchObject({
    id: secondAnthropic.organizationId,
    name: 'Example Research Lab',
  });
});

test('answers 404 in the vendor shape for what it does not have', async () => {
  const { anthropic } = await simulatorForTest();
  const { status, body } = await getAnthropic(anthropic, 'analytics/cost', COST);
  expect(status).toBe(404);
  expect(anthropicError.parse(body).error.type).toBe('not_found_error');
});

test('limits reports to 60 per minute and says how long to wait', async () => {
  const clock = testClock();
  const { anthropic, secondAnthropic } = await simulatorForTest({ now: clock.now, enforceLimits: true });
  for (let count = 0; count < 60; count++)
    expect((await getAnthropic(anthropic, 'cost_report', COST)).status).toBe(200);
  clock.advanceSeconds(18);
  const refused = await getAnthropic(anthropic, 'cost_report', COST);
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '42']);
  expect(anthropicError.parse(refused.body).error.type).toBe('rate_limit_error');
  expect((await getAnthropic(secondAnthropic, 'cost_report', COST)).status).toBe(200);
  clock.advanceSeconds(42);
  expect((await getAnthropic(anthropic, 'cost_report', COST)).status).toBe(200);
});
