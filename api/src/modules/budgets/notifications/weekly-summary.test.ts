import { afterEach, expect, test } from 'vitest';
import { db, pool } from '../../../db.ts';
import { smtpMail } from '../../../lib/smtp-mail.ts';
import { createAdmin } from '../../../test/factories.ts';
import { useTestApi } from '../../../test/use-test-api.ts';
import { arrangeSpenders } from '../rules/rules-kit.ts';
import { startMailServer } from './mail-server.ts';
import { notificationJobs } from './notification-jobs.ts';
import { finishedWeek } from './write-weekly-summaries.ts';

let mailServer: Awaited<ReturnType<typeof startMailServer>>;
const api = useTestApi(async () => {
  mailServer = await startMailServer();
});
afterEach(() => mailServer.close());

const jobs = () =>
  notificationJobs({
    ...{ pool, clock: api.clock.now, random: () => 0.5, publicUrl: 'http://outlay.test' },
    log: { warn: () => undefined, error: (details: object) => failures.push(details) },
    sendMail: smtpMail({ smtpUrl: mailServer.smtpUrl, from: 'outlay@acme.test' }),
  });
const failures: object[] = [];

const told = () => mailServer.received.map(({ to }) => to).sort();
const bodyTo = (to: string) =>
  mailServer.received
    .find((mail) => mail.to === to)
    ?.body.split('Content-Type: text/html')[0]
    ?.replaceAll('=\r\n', '') ?? '';

async function arrange() {
  const acme = await arrangeSpenders('Europe/Berlin');
  await db.organization.updateMany({ data: { createdAt: new Date('2026-10-01T00:00:00Z') } });
  await createAdmin({ email: 'admin@acme.test', name: 'Cleo' });
  const { fact, spend } = acme;
  await spend(
    ...[fact('ada', '2026-11-10T08', '10'), fact('ada', '2026-11-03T08', '8'), fact('ada', '2026-11-16T08', '99')],
    fact('nobody', '2026-11-15T22', '5'),
  );
  const data = { name: 'Monthly', scope: 'MEMBER', scopeId: acme.ada.id, period: 'MONTHLY', limit: '200' } as const;
  const at = new Date('2026-10-01T00:00:00Z');
  await db.budget.create({
    data: { ...data, createdAt: at, armedAt: at, limits: { create: { revision: 1, from: at, amount: '200' } } },
  });
  return acme;
}

test('is due from Monday at eight of the reporting zone on', () => {
  const berlin = (instant: string) => finishedWeek(new Date(instant), 'Europe/Berlin');
  expect(berlin('2026-11-16T06:59:00Z')).toBeUndefined();
  expect(berlin('2026-11-16T07:00:00Z')).toBe('2026-11-09');
  expect(berlin('2026-11-22T22:59:00Z')).toBe('2026-11-09');
  expect(berlin('2026-11-22T23:00:00Z')).toBeUndefined();
  expect(berlin('2026-03-30T06:00:00Z')).toBe('2026-03-23');
});

test('goes to members who spent and to administrators, once a week whatever runs', async () => {
  const { bea } = await arrange();
  api.clock.set('2026-11-16T06:59:00Z');
  await jobs().tick();
  expect(told()).toEqual([]);
  api.clock.set('2026-11-16T07:00:00Z');
  await Promise.all([jobs().tick(), jobs().tick(), jobs().tick()]);
  expect(failures).toEqual([]);
  expect(told()).toEqual(['ada@acme.test', 'admin@acme.test']);
  api.clock.advance({ days: 3 });
  await jobs().tick();
  expect(told()).toHaveLength(2);
  expect(await db.weeklySummary.count({ where: { memberId: bea.id } })).toBe(1);
  api.clock.set('2026-11-23T07:00:00Z');
  await jobs().tick();
  expect(told()).toEqual(['ada@acme.test', 'ada@acme.test', 'admin@acme.test', 'admin@acme.test']);
});

test("tells a member their own week, and an administrator the organization's too", async () => {
  await arrange();
  api.clock.set('2026-11-16T07:00:00Z');
  await jobs().tick();
  const own = bodyTo('ada@acme.test');
  expect(own).toContain('You spent 10.00 USD, 25 % more than in the week before');
  expect(own).toContain('opus-4: 10.00 USD');
  expect(own).toContain('Budget Monthly: 83.00 USD left');
  expect(own).not.toContain('The organization');
  const all = bodyTo('admin@acme.test');
  expect(all).toContain('You spent 0.00 USD');
  expect(all).toContain('The organization spent 15.00 USD, 87.5 % more');
  expect(all).toContain('Ada: 10.00 USD');
  expect(all).toContain('Nobody known: 5.00 USD');
});

test('is not sent to who does not want it, nor for weeks before the organization was', async () => {
  const { ada } = await arrange();
  await db.notificationPreference.create({ data: { memberId: ada.id, wantsWeeklySummary: false } });
  api.clock.set('2026-11-16T07:00:00Z');
  await jobs().tick();
  expect(told()).toEqual(['admin@acme.test']);
  await db.organization.updateMany({ data: { createdAt: new Date('2026-11-24T09:00:00Z') } });
  api.clock.set('2026-11-24T10:00:00Z');
  await jobs().tick();
  expect(told()).toEqual(['admin@acme.test']);
});

test('that the mail server puts off comes later, once', async () => {
  await arrange();
  api.clock.set('2026-11-16T07:00:00Z');
  mailServer.meetWith('451 busy', '451 busy');
  await jobs().tick();
  expect(told()).toEqual([]);
  api.clock.advance({ minutes: 1 });
  await jobs().tick();
  await jobs().tick();
  expect(told()).toEqual(['ada@acme.test', 'admin@acme.test']);
});
