import { expect, test } from 'vitest';
import { db } from '../../../db.ts';
import type { Context } from '../../../graphql/context.ts';
import { createLogger } from '../../../lib/logger.ts';
import { createMember, createToken } from '../../../test/factories.ts';
import { useTestApi } from '../../../test/use-test-api.ts';
import { countedTotals, startTracking } from '../tracked-kit.ts';
import { jsonMetrics } from './otlp-encoder.ts';
import { AT, nano, otlpSender } from './otlp-kit.ts';
import { recordMetrics } from './record-otlp.ts';
import { runningTotalJobs } from './running-total-jobs.ts';

let token: string;
let context: Context;
let sender: ReturnType<typeof otlpSender>;
const api = useTestApi(async () => {
  sender = otlpSender(api);
  const member = await createMember();
  await startTracking(member, api);
  token = await createToken({ member, scopes: ['USAGE_WRITE'] });
  const { id } = await db.apiToken.findFirstOrThrow({ orderBy: { id: 'desc' } });
  context = {
    actor: { kind: 'TOKEN', tokenId: id, memberId: member.id, role: 'MEMBER', scopes: ['USAGE_WRITE'], agentId: null },
    clock: api.clock.now,
    request: new Request('http://outlay.test/v1/metrics'),
    address: '192.0.2.7',
    installation: {
      publicUrl: 'http://outlay.test',
      allowedDomains: [],
      hasGoogleSignIn: false,
      sendMail: undefined,
      inBackground: () => undefined,
    },
    setCookie: () => undefined,
  };
});

const CUMULATIVE = 2;
const point = (value: number, { at = AT, start = nano('2026-11-14T08:00:00Z'), session = 's' } = {}) => ({
  nano: at,
  start,
  value,
  attributes: { 'session.id': session, model: 'claude-opus-4-5', type: 'input' },
});
const total = (...points: ReturnType<typeof point>[]) => jsonMetrics('claude_code.token.usage', points, CUMULATIVE);
const sendTotal = async (...points: ReturnType<typeof point>[]) =>
  (await sender.send({ body: JSON.stringify(total(...points)), signal: 'metrics', bearer: token })).status;
const tokens = async () => (await countedTotals(api)).tokens;

test('told by several processes at once and in any order, a total counts once', async () => {
  const values = [10, 25, 40, 50, 50, 70, 65];
  for (let round = 0; round < 6; round += 1) {
    const grown = values.map((value) =>
      total(point(value + round * 100), point(value * 2 + round * 200, { session: 't' })),
    );
    // Past the line in which one process puts its exports.
    const outcomes = await Promise.allSettled(grown.map((tree) => recordMetrics(context, tree)));
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'RATE_LIMITED' });
    await sendTotal(point(70 + round * 100), point(140 + round * 200, { session: 't' }));
    expect(await tokens()).toBe(String(3 * (70 + round * 100)));
  }
});

test('points of one series in one export count on their own days', async () => {
  const before = { at: nano('2026-11-13T23:59:00Z'), start: nano('2026-11-13T08:00:00Z') };
  await sendTotal(point(10, before), point(25, { ...before, at: AT }));
  const days = await db.usageBucket.findMany({ orderBy: { billingDay: 'asc' } });
  expect(days.map(({ inputTokens }) => inputTokens)).toEqual([10n, 15n]);
});

test('an export that fails half way counts whole when it is sent again', async () => {
  await api.database.pool.query('ALTER TABLE usage_bucket ADD CONSTRAINT broken CHECK (input_tokens < 20)');
  expect(await sendTotal(point(25))).toBe(503);
  expect(await db.runningTotal.count()).toBe(0);
  await api.database.pool.query('ALTER TABLE usage_bucket DROP CONSTRAINT broken');
  expect(await sendTotal(point(25))).toBe(200);
  expect(await tokens()).toBe('25');
});

test('a series that is told of is kept, one that is not is forgotten, and neither counts again', async () => {
  await sendTotal(point(25), point(30, { session: 'silent' }));
  for (let day = 0; day < 61; day += 1) {
    api.clock.advance({ days: 1 });
    await sendTotal(point(25));
  }
  const log = createLogger('silent');
  const jobs = runningTotalJobs({ pool: api.database.pool, clock: api.clock.now, log });
  await jobs.tick();
  expect(await db.runningTotal.count()).toBe(1);
  const at = nano(api.clock.now().toISOString());
  await sendTotal(point(27, { at }), point(30, { at, session: 'silent' }));
  expect(await tokens()).toBe('57');
  await sendTotal(point(33, { at, session: 'silent' }));
  expect(await tokens()).toBe('60');
});

test('a total that does not tell when it began counts from its first point on', async () => {
  for (const value of [100, 130]) await sendTotal(point(value, { start: '0' }));
  expect(await tokens()).toBe('30');
});
