import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { routeFor } from '../../http/route.ts';
import { createLogger } from '../../lib/logger.ts';
import { tokenRateLimit } from '../../lib/token-rate-limit.ts';
import { createMember, createOrganization, createSession, createToken } from '../../test/factories.ts';
import { createTestApi, type TestApi } from '../../test/graphql-client.ts';
import { MOST_EXPORTS } from './bounded-exports.ts';
import { exportRoutes } from './export-routes.ts';

const ORIGIN = 'http://outlay.test';
const USAGE = `${ORIGIN}/export/usage.csv?from=2026-10-01&until=2026-11-01`;

let api: TestApi;
beforeAll(async () => {
  api = await createTestApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  await api.reset();
  await createOrganization();
});

/** One server's exports: its limits are kept from request to request. */
function oneServer(requestsPerMinute = 100) {
  const installation = {
    ...{ publicUrl: ORIGIN, allowedDomains: [], hasGoogleSignIn: false },
    ...{ sendMail: undefined, inBackground: () => undefined },
  };
  const clock = api.clock.now;
  const spendRequest = tokenRateLimit(requestsPerMinute, clock);
  const route = routeFor(
    exportRoutes({ installation, clock, log: createLogger('silent'), spendRequest }),
    'GET',
    new URL(USAGE).pathname,
  );
  if (!route || route === 'WRONG_METHOD') throw new Error('no such export');
  return (headers: Record<string, string>) =>
    route.handle(new Request(USAGE, { headers }), { address: '192.0.2.1', isLocal: false });
}

test('a member has few downloads under way; each that is taken, or given up, makes room', async () => {
  const get = oneServer();
  const ada = { cookie: await createSession(await createMember({ name: 'Ada' }), api.clock.now()) };
  const ben = { cookie: await createSession(await createMember({ name: 'Ben' }), api.clock.now()) };
  const open = await Promise.all(Array.from({ length: MOST_EXPORTS }, () => get(ada)));
  expect(open.map(({ status }) => status)).toEqual(Array.from({ length: MOST_EXPORTS }, () => 200));
  const refused = await get(ada);
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '10']);
  expect(await refused.json()).toMatchObject({ code: 'RATE_LIMITED' });
  expect((await get(ben)).status).toBe(200);
  expect(await open[0]?.text()).toMatch(/^day,hour/);
  await open[1]?.body?.cancel();
  const again = [await get(ada), await get(ada)];
  expect(again.map(({ status }) => status)).toEqual([200, 200]);
  expect((await get(ada)).status).toBe(429);
});

test('a refused download is not under way', async () => {
  const get = oneServer();
  for (let tries = 0; tries <= MOST_EXPORTS; tries += 1) expect((await get({})).status).toBe(401);
});

test('downloads of a token are requests of its minute', async () => {
  const get = oneServer(2);
  const token = await createToken({ member: await createMember({ name: 'Ada' }), scopes: ['READ'] });
  const headers = { authorization: `Bearer ${token}` };
  const statuses = [];
  for (let tries = 0; tries < 3; tries += 1) statuses.push((await get(headers)).status);
  expect(statuses).toEqual([200, 200, 429]);
});
