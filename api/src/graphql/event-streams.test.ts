import { expect, test, vi } from 'vitest';
import { db } from '../db.ts';
import { alertEvents } from '../modules/budgets/alert-events.ts';
import { addBudget } from '../modules/budgets/budget-kit.ts';
import { evaluateBudgets } from '../modules/budgets/evaluate-budgets.ts';
import { openEventStream } from '../test/event-stream.ts';
import { createSession, createToken } from '../test/factories.ts';
import { useAcme } from '../test/use-acme.ts';
import { MOST_STREAMS } from './event-streams.ts';

const given = useAcme();
const SUBSCRIBE = 'subscription { budgetAlertRaised { title } }';
const cookieOf = async (member: { id: number }) => ({ cookie: await createSession(member, given.api.clock.now()) });
const open = (headers: Record<string, string>) => openEventStream(given.api, SUBSCRIBE, headers);
const listening = () => alertEvents.listenerCount('raised');

async function raiseAlert(): Promise<void> {
  await addBudget(given.admin(), { period: 'MONTHLY', limit: '1', thresholds: [100] });
  await evaluateBudgets({ now: given.api.clock.now() });
}

test('a stream that is closed is listened for no more, though nothing came', async () => {
  const stream = await open(await cookieOf(given.acme.ana));
  await vi.waitFor(() => expect(listening()).toBe(1));
  await stream.close();
  await vi.waitFor(() => expect(listening()).toBe(0));
});

test('a member has a bounded number of streams at the same time; one that ends makes room', async () => {
  const headers = await cookieOf(given.acme.ana);
  const streams = await Promise.all(Array.from({ length: MOST_STREAMS }, () => open(headers)));
  const [refused] = await (await open(headers)).events(1);
  expect(refused?.errors?.[0]?.extensions.code).toBe('RATE_LIMITED');
  const others = await open(await cookieOf(given.acme.ben));
  await streams[0]?.close();
  const again = await open(headers);
  await raiseAlert();
  expect(await again.events(1)).toMatchObject([{ data: { budgetAlertRaised: {} } }]);
  expect(await others.events(1)).toMatchObject([{ data: { budgetAlertRaised: {} } }]);
  await Promise.all([...streams.slice(1), others, again].map(({ close }) => close()));
});

test.each([
  ['signed out', () => db.session.deleteMany()],
  ['deactivated', (id: number) => db.member.update({ where: { id }, data: { status: 'DEACTIVATED' } })],
  ['no administrator any more', (id: number) => db.member.update({ where: { id }, data: { role: 'MEMBER' } })],
])('who is %s is told nothing more', async (_what, change) => {
  const { id } = given.acme.admin;
  const stream = await open(await cookieOf({ id }));
  const budgets = given.admin();
  await addBudget(budgets, { period: 'MONTHLY', limit: '1', thresholds: [100] });
  await change(id);
  await evaluateBudgets({ now: given.api.clock.now() });
  expect(await stream.events(1)).toEqual([]);
});

test('a token that is revoked is told nothing more', async () => {
  const token = await createToken({ member: given.acme.admin, scopes: ['READ'] });
  const stream = await open({ authorization: `Bearer ${token}` });
  await db.apiToken.updateMany({ data: { revokedAt: given.api.clock.now() } });
  await raiseAlert();
  expect(await stream.events(1)).toEqual([]);
});
