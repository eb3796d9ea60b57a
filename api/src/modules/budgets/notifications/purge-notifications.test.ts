import { afterEach, expect, test } from 'vitest';
import { db } from '../../../db.ts';
import { createAdmin } from '../../../test/factories.ts';
import { useTestApi } from '../../../test/use-test-api.ts';
import { notificationJobs } from './notification-jobs.ts';
import { arrangeOrganization, createChannel, delivery, messages, raise } from './notification-kit.ts';
import { purgeNotifications } from './purge-notifications.sql.ts';
import { startWebhookReceiver } from './webhook-receiver.ts';

let receiver: Awaited<ReturnType<typeof startWebhookReceiver>>;
const api = useTestApi(async () => {
  await arrangeOrganization();
  receiver = await startWebhookReceiver();
});
afterEach(() => receiver.close());

const titles = async () => {
  const stored = await db.notificationMessage.findMany({
    orderBy: { id: 'asc' },
    include: { items: { include: { alert: true } } },
  });
  return stored.map(({ items }) => items[0]?.alert.title);
};

test('what was sent is forgotten after 90 days, what is dead after a year, what waits never; alerts stay', async () => {
  await createChannel(api.as(await createAdmin()), { kind: 'SLACK', url: receiver.url });
  const now = api.clock.now();
  const send = async (title: string, status: 'DELIVERED' | 'DEAD' | 'DISCARDED' | 'PENDING') => {
    await raise({ now, title });
    const [message] = (await messages()).toReversed();
    if (status === 'DELIVERED') return delivery(api)();
    const data = { status, finishedAt: status === 'PENDING' ? null : now };
    return db.notificationMessage.update({ where: { id: message?.id ?? 0 }, data });
  };
  for (const status of ['DELIVERED', 'DEAD', 'DISCARDED', 'PENDING'] as const) await send(status, status);
  const { pool } = api.database;
  api.clock.advance({ days: 90 });
  expect(await purgeNotifications(pool, api.clock.now())).toBe(0);
  api.clock.advance({ minutes: 1 });
  expect(await purgeNotifications(pool, api.clock.now())).toBe(2);
  expect(await titles()).toEqual(['DEAD', 'PENDING']);
  api.clock.advance({ days: 275 });
  expect(await purgeNotifications(pool, api.clock.now())).toBe(1);
  expect(await titles()).toEqual(['PENDING']);
  expect(await db.notificationItem.count()).toBe(1);
  expect(await db.budgetAlert.count()).toBe(4);
});

test('the job forgets by itself, however many there are', async () => {
  const now = api.clock.now();
  const data = Array.from({ length: 2_500 }, (_, index) => ({
    ...{ recipient: 'ada@acme.test', slotKey: `week ${index}`, status: 'DELIVERED' as const },
    ...{ dueAt: now, createdAt: now, finishedAt: now },
  }));
  await db.notificationMessage.createMany({ data });
  const log = { warn: () => undefined, error: () => undefined };
  const jobs = notificationJobs({
    ...{ pool: api.database.pool, clock: api.clock.now, random: () => 0.5, log },
    ...{ publicUrl: 'http://outlay.test', sendMail: undefined },
  });
  await jobs.tick();
  expect(await db.notificationMessage.count()).toBe(2_500);
  api.clock.advance({ days: 91 });
  await jobs.tick();
  expect(await db.notificationMessage.count()).toBe(0);
});
