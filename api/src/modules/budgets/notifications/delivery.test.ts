import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { db } from '../../../db.ts';
import { createAdmin } from '../../../test/factories.ts';
import { raiseAlert } from '../raise-alert.ts';
import { createChannel, delivery, messages, raise, settings } from './notification-kit.ts';
import { claimMessage } from './outbox.sql.ts';
import { useReceivers } from './use-receivers.ts';
import { startWebhookReceiver } from './webhook-receiver.ts';

const given = useReceivers();
const { api } = given;

async function webhook(input: object = {}) {
  const ada = await createAdmin({ email: 'ada@acme.test' });
  const admin = api.as(ada);
  const { signingSecret } = await createChannel(admin, { kind: 'WEBHOOK', url: given.receiver.url, ...input });
  const key = Buffer.from(signingSecret?.replace('whsec_', '') ?? '', 'base64');
  return { ada, admin, key, now: api.clock.now() };
}

const idsOf = () => given.receiver.hooks.map(({ headers }) => headers['webhook-id']);

describe('a webhook', () => {
  test('gets the alert once, signed as Standard Webhooks are', async () => {
    const { key, now } = await webhook();
    const alert = await raise({ now, title: 'Too much' });
    expect(await delivery(api)()).toBe(1);
    expect(await delivery(api)()).toBe(0);
    const [hook] = given.receiver.hooks;
    expect(given.receiver.hooks).toHaveLength(1);
    expect(hook?.path).toBe('/hook?key=1');
    expect(JSON.parse(hook?.body ?? '')).toMatchObject({
      type: 'alerts.raised',
      timestamp: '2026-11-15T12:00:00.000Z',
      data: {
        alerts: [
          {
            ...{ id: `BudgetAlert:${alert?.id}`, severity: 'WARNING', title: 'Too much' },
            ...{ evidence: { spend: '61.2', currency: 'USD' }, url: 'http://outlay.test/explore?rows=%5B%5D' },
          },
        ],
      },
    });
    const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': signature } = hook?.headers ?? {};
    expect(at).toBe(String(now.getTime() / 1000));
    const expected = createHmac('sha256', key).update(`${id}.${at}.${hook?.body}`).digest('base64');
    expect(signature).toBe(`v1,${expected}`);
  });

  test('that fails is tried again with the same id and body until it recovers: nothing lost, nothing twice', async () => {
    const { now } = await webhook();
    await raise({ now });
    await raise({ now });
    given.receiver.meetWith(500, 503, 'silence', 302, 500, 200);
    const deliver = delivery(api, { post: { timeoutMs: 300 } });
    await deliver();
    for (const minutes of [1, 3, 11, 31]) {
      expect(await deliver()).toBe(0);
      api.clock.advance({ minutes });
      await deliver();
    }
    const stored = await messages();
    expect(stored.map(({ status }) => status)).toEqual(['DELIVERED', 'DELIVERED']);
    expect(given.receiver.hooks).toHaveLength(7);
    expect(new Set(idsOf())).toEqual(new Set(stored.map(({ messageId }) => `msg_${messageId}`)));
    for (const id of new Set(idsOf())) {
      const bodies = given.receiver.hooks.filter(({ headers }) => headers['webhook-id'] === id).map(({ body }) => body);
      expect(new Set(bodies).size).toBe(1);
    }
  });

  test('is not followed where it redirects to', async () => {
    const { now } = await webhook();
    const other = await startWebhookReceiver();
    given.receiver.meetWith({ status: 307, headers: { location: other.url } });
    await raise({ now });
    await delivery(api)();
    expect(other.hooks).toEqual([]);
    expect((await messages())[0]).toMatchObject({ status: 'PENDING', lastStatus: 307, attemptCount: 1 });
    await other.close();
  });

  test('may answer what it likes: it is told in one line', async () => {
    const { now } = await webhook();
    given.receiver.meetWith({ status: 500, headers: {}, text: 'no\0thing\r\nhere\u0007' });
    await raise({ now });
    expect(await delivery(api)()).toBe(1);
    expect(await messages()).toMatchObject([
      { status: 'PENDING', lastStatus: 500, lastError: 'The receiver answered 500: no thing here' },
    ]);
  });

  test('may ask for a longer pause', async () => {
    const { now } = await webhook();
    given.receiver.meetWith({ status: 429, headers: { 'retry-after': '600' } });
    await raise({ now });
    await delivery(api)();
    expect((await messages())[0]?.dueAt).toEqual(new Date('2026-11-15T12:10:00Z'));
  });

  test('that is gone is switched off; what waited may be sent after it is switched on again', async () => {
    const { admin, now } = await webhook();
    await raise({ now });
    await raise({ now });
    given.receiver.meetWith(410);
    given.receiver.meetWith(500);
    await delivery(api)();
    const [channel] = await db.notificationChannel.findMany();
    expect(channel).toMatchObject({ isEnabled: false, disabledReason: 'Switched off: The receiver is gone (410).' });
    expect((await messages()).map(({ status }) => status)).toEqual(['DEAD', 'DEAD']);
    const before = given.receiver.hooks.length;
    await raise({ now });
    await delivery(api)();
    expect(given.receiver.hooks).toHaveLength(before);

    const change = `mutation ($id: ID!) {
      changeNotificationChannel(input: { channelId: $id, isEnabled: true }) { ... on NotificationChannel { isEnabled disabledReason problem } }
      retryNotifications(input: { channelId: $id }) { ... on RetriedNotifications { count } }
    }`;
    expect(await admin.query(change, { id: `NotificationChannel:${channel?.id}` })).toEqual({
      changeNotificationChannel: { isEnabled: true, disabledReason: '', problem: null },
      retryNotifications: { count: 2 },
    });
    await delivery(api)();
    expect((await messages()).map(({ status }) => status)).toEqual(['DELIVERED', 'DELIVERED']);
  });

  test('that never recovers ends on the list of the dead, and may be tried again by hand', async () => {
    const { ada, now } = await webhook();
    await raise({ now, title: 'Unheard' });
    given.receiver.meetWith(...Array.from({ length: 10 }, () => 500));
    for (let attempt = 0; attempt < 12; attempt += 1) {
      await delivery(api)();
      api.clock.advance({ hours: 30 });
    }
    expect(given.receiver.hooks).toHaveLength(10);
    const admin = api.as(ada);
    const list = `{ notificationMessages(filter: { statuses: [DEAD] }) { totalCount edges { node {
      id messageId status attemptCount lastStatus lastError alertTitles alertCount } } } }`;
    const { notificationMessages } = await admin.query<{
      notificationMessages: { edges: { node: { id: string; messageId: string } }[] };
    }>(list);
    const node = notificationMessages.edges[0]?.node;
    expect(notificationMessages).toMatchObject({
      totalCount: 1,
      edges: [
        {
          node: {
            ...{ status: 'DEAD', attemptCount: 10, lastStatus: 500, lastError: 'The receiver answered 500: told so' },
            ...{ alertTitles: ['Unheard'], alertCount: 1 },
          },
        },
      ],
    });
    const retry = `mutation ($ids: [ID!]) { retryNotifications(input: { messageIds: $ids }) { ... on RetriedNotifications { count } } }`;
    expect(await admin.query(retry, { ids: [node?.id] })).toEqual({ retryNotifications: { count: 1 } });
    await delivery(api)();
    expect((await messages())[0]?.status).toBe('DELIVERED');
    expect(new Set(idsOf())).toEqual(new Set([node?.messageId]));
  });
});

describe('several processes', () => {
  test('send each message once', async () => {
    const { now } = await webhook();
    for (let index = 0; index < 20; index += 1) await raise({ now });
    await Promise.all([delivery(api)(), delivery(api)(), delivery(api)()]);
    expect(given.receiver.hooks).toHaveLength(20);
    expect(new Set(idsOf()).size).toBe(20);
  });

  test('take up what one left in the middle, once its lease ends, under the same id', async () => {
    const { now } = await webhook();
    await raise({ now });
    const claimed = await claimMessage(api.database.pool, now, new Date(now.getTime() + 180_000));
    expect(await delivery(api)()).toBe(0);
    api.clock.advance({ minutes: 4 });
    expect(await delivery(api)()).toBe(1);
    expect(idsOf()).toEqual([`msg_${claimed?.messageId}`]);
    expect((await messages())[0]).toMatchObject({ status: 'DELIVERED', attemptCount: 2 });
  });

  test('raise nothing and send nothing when the transaction is rolled back', async () => {
    const { now } = await webhook();
    const work = db.$transaction(async (tx) => {
      const rule = await tx.alertRule.create({ data: { kind: 'TREND', name: 'Trend', severity: 'INFO' } });
      const told = { title: 'Never', evidence: {}, link: '/' };
      await raiseAlert(tx, {
        alertRuleId: rule.id,
        subjectKey: '',
        occurrenceKey: 'x',
        severity: 'INFO',
        now,
        ...told,
      });
      throw new Error('crash');
    });
    await expect(work).rejects.toThrow('crash');
    expect(await messages()).toEqual([]);
    expect(await delivery(api)()).toBe(0);
  });
});

describe('mail', () => {
  async function mailChannel(input: object = { toAdmins: true }) {
    const admin = await createAdmin({ email: 'ada@acme.test' });
    await createAdmin({ email: 'bea@acme.test' });
    await createChannel(api.as(admin), { kind: 'EMAIL', ...input });
    return api.clock.now();
  }

  test('comes as text and HTML, one message to each recipient, with an id that stays', async () => {
    const now = await mailChannel();
    await raise({ now, title: 'Zürich <b>', severity: 'CRITICAL' });
    await delivery(api, { smtpUrl: given.mailServer.smtpUrl })();
    expect(given.mailServer.received.map(({ to }) => to).sort()).toEqual(['ada@acme.test', 'bea@acme.test']);
    const [mail] = given.mailServer.received;
    const stored = (await messages()).find(({ recipient }) => recipient === mail?.to);
    expect(mail?.headers.get('message-id')).toBe(`<${stored?.messageId}@outlay.test>`);
    expect(mail?.headers.get('content-type')).toContain('multipart/alternative');
    const text = mail?.body.replaceAll('=\r\n', '') ?? '';
    expect(text).toContain('Spend: 61.2');
    expect(text).toContain('<strong>Critical: Z=C3=BCrich &lt;b&gt;</strong>');
    expect(text).toContain('http://outlay.test/explore?rows=3D%5B%5D');
  });

  test('that the server puts off is sent to that recipient again, and to nobody twice', async () => {
    const now = await mailChannel();
    await raise({ now });
    given.mailServer.meetWith('451 busy', 'accept');
    const deliver = delivery(api, { smtpUrl: given.mailServer.smtpUrl });
    await deliver();
    expect(given.mailServer.received).toHaveLength(1);
    api.clock.advance({ minutes: 1 });
    given.mailServer.meetWith('hang up');
    await deliver();
    api.clock.advance({ minutes: 3 });
    await deliver();
    expect(given.mailServer.received.map(({ to }) => to).sort()).toEqual(['ada@acme.test', 'bea@acme.test']);
    expect((await messages()).map(({ status }) => status)).toEqual(['DELIVERED', 'DELIVERED']);
  });

  test('to an address that does not exist is dead at once', async () => {
    const now = await mailChannel({ recipients: ['nobody@acme.test'] });
    await raise({ now });
    given.mailServer.meetWith('550 nobody here');
    await delivery(api, { smtpUrl: given.mailServer.smtpUrl })();
    expect((await messages())[0]).toMatchObject({ status: 'DEAD', lastStatus: 550, attemptCount: 1 });
  });

  test('without a mail server is set aside and not kept for later', async () => {
    const now = await mailChannel();
    await raise({ now });
    await delivery(api)();
    const stored = await messages();
    expect(stored.map(({ status }) => status)).toEqual(['DISCARDED', 'DISCARDED']);
    expect(stored[0]?.lastError).toContain('SMTP_URL');
  });
});

describe('private networks', () => {
  test('are refused again when it is sent, whatever DNS says by then', async () => {
    const { now } = await webhook();
    await db.notificationChannel.deleteMany();
    settings({ allowPrivateNetwork: true });
    const admin = api.as(await createAdmin());
    await createChannel(admin, { kind: 'WEBHOOK', url: `https://hooks.example.com:${given.receiver.port}/x` });
    settings({ allowPrivateNetwork: false });
    await raise({ now });
    await delivery(api, { post: { resolveHost: async () => ['127.0.0.1'] } })();
    expect(given.receiver.hooks).toEqual([]);
    expect((await messages())[0]).toMatchObject({
      status: 'PENDING',
      lastError: 'hooks.example.com is in a private network; ALLOW_PRIVATE_NETWORK=true allows it.',
    });
  });

  test('are not reached by a second answer of DNS: the connection goes to the address that was checked', async () => {
    const { now } = await webhook();
    await db.notificationChannel.deleteMany();
    const admin = api.as(await createAdmin());
    await createChannel(admin, { kind: 'SLACK', url: `http://hooks.example.com:${given.receiver.port}/x` });
    await raise({ now, title: 'A & <b>' });
    let asked = 0;
    const resolveHost = async () => {
      asked += 1;
      return ['127.0.0.1'];
    };
    await delivery(api, { post: { resolveHost } })();
    expect(asked).toBe(1);
    expect(given.receiver.hooks[0]?.headers.host).toBe(`hooks.example.com:${given.receiver.port}`);
    expect(JSON.parse(given.receiver.hooks[0]?.body ?? '')).toEqual({
      text: '*<http://outlay.test/explore?rows=%5B%5D|A &amp; &lt;b&gt;>*\nSpend: 61.2\nCurrency: USD',
    });
  });
});
