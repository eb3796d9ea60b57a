import { createHmac } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import { db } from '../../../db.ts';
import { createAdmin, createMember, createMembership, createTeam, createToken } from '../../../test/factories.ts';
import { useTestApi } from '../../../test/use-test-api.ts';
import { mutate, refusal } from '../../ledger/ledger-kit.ts';
import {
  arrangeOrganization,
  createChannel,
  createRule,
  delivery,
  messages,
  raise,
  SECRET,
  settings,
} from './notification-kit.ts';
import { resealChannels } from './reseal-channels.ts';
import { startWebhookReceiver } from './webhook-receiver.ts';

let receiver: Awaited<ReturnType<typeof startWebhookReceiver>>;
const api = useTestApi(async () => {
  await arrangeOrganization();
  receiver = await startWebhookReceiver();
});
afterEach(() => receiver.close());

const anAdmin = async () => api.as(await createAdmin());
const CHANNEL = '... on NotificationChannel { id name isEnabled digest digestHour quietHours { from until } }';

describe('what may be done', () => {
  test('by administrators only: channels, rules and the outbox', async () => {
    const member = api.as(await createMember());
    const rule = await createRule();
    const reader = api.withToken(await createToken({ member: await createAdmin(), scopes: ['READ'] }));
    const channel = { name: 'x', kind: 'EMAIL', recipients: ['a@acme.test'] };
    for (const client of [member, reader]) {
      expect(await refusal(client, 'createNotificationChannel', channel)).toBe('FORBIDDEN');
      for (const name of ['changeNotificationChannel', 'removeNotificationChannel', 'rotateNotificationSecret'])
        expect(await refusal(client, name, { channelId: 'NotificationChannel:1' })).toBe('FORBIDDEN');
      expect(await refusal(client, 'testNotificationChannel', { channelId: 'NotificationChannel:1' })).toBe(
        'FORBIDDEN',
      );
      expect(await refusal(client, 'retryNotifications', {})).toBe('FORBIDDEN');
      expect(await refusal(client, 'changeAlertRule', { ruleId: `AlertRule:${rule.id}` })).toBe('FORBIDDEN');
    }
    for (const field of ['notificationChannels', 'notificationMessages', 'alertRules']) {
      const { errors } = await member.execute(`{ ${field} { totalCount } }`);
      expect(errors[0]?.extensions.code).toBe('FORBIDDEN');
    }
    expect(await refusal(api.anonymous, 'createNotificationChannel', channel)).toBe('UNAUTHENTICATED');
  });

  test('by everybody: what they are told by mail themselves', async () => {
    const member = api.as(await createMember());
    const change = `mutation { changeNotificationPreferences(input: { wantsWeeklySummary: false }) { wantsWeeklySummary wantsAlerts } }`;
    const changed = { wantsWeeklySummary: false, wantsAlerts: true };
    expect(await member.query(change)).toEqual({ changeNotificationPreferences: changed });
    const read = '{ notificationPreferences { wantsWeeklySummary wantsAlerts } }';
    expect(await member.query(read)).toEqual({ notificationPreferences: changed });
    const other = api.as(await createMember());
    expect(await other.query(read)).toEqual({
      notificationPreferences: { wantsWeeklySummary: true, wantsAlerts: true },
    });
  });
});

describe('bad input is refused with the field named', () => {
  const refused: [string, object, string][] = [
    ['a channel nobody receives', { kind: 'EMAIL' }, 'recipients'],
    ['an address that is none', { kind: 'EMAIL', recipients: ['ada'] }, 'recipients.0'],
    ['a web address of e-mail', { kind: 'EMAIL', toAdmins: true, url: 'https://x.example.com' }, 'url'],
    ['a webhook without an address', { kind: 'WEBHOOK' }, 'url'],
    ['a webhook with recipients', { kind: 'SLACK', url: 'https://x.example.com', toAdmins: true }, 'recipients'],
    ['an address of another protocol', { kind: 'SLACK', url: 'ftp://x.example.com' }, 'url'],
    ['an address with a password', { kind: 'SLACK', url: 'https://a:b@x.example.com' }, 'url'],
    ['an hour there is not', { kind: 'EMAIL', toAdmins: true, digestHour: 24 }, 'digestHour'],
    [
      'a time there is not',
      { kind: 'EMAIL', toAdmins: true, quietHours: { from: '24:00', until: '07:00' } },
      'quietHours.from',
    ],
    [
      'quiet hours all day',
      { kind: 'EMAIL', toAdmins: true, quietHours: { from: '07:00', until: '07:00' } },
      'quietHours.until',
    ],
    ['no name', { kind: 'EMAIL', toAdmins: true, name: ' ' }, 'name'],
  ];
  test.each(refused)('%s', async (_what, input, field) => {
    const answer = await mutate(await anAdmin(), 'createNotificationChannel', { name: 'Channel', ...input }, '');
    expect(answer).toMatchObject({ __typename: 'InvalidInputError', field });
    expect(await db.notificationChannel.count()).toBe(0);
  });

  test('targets in private networks, and plain http, unless they are allowed', async () => {
    settings({ allowPrivateNetwork: false });
    const admin = await anAdmin();
    for (const url of [
      'https://127.0.0.1/x',
      'https://10.1.2.3/x',
      'https://[::1]/x',
      'https://169.254.169.254/',
      'http://8.8.8.8/x',
    ]) {
      const answer = await mutate(admin, 'createNotificationChannel', { name: 'x', kind: 'SLACK', url }, '');
      expect(answer).toMatchObject({ __typename: 'InvalidInputError', field: 'url', value: '' });
    }
  });

  test('teams, rules and budgets that do not exist', async () => {
    for (const routing of [{ teamIds: ['Team:9'] }, { ruleIds: ['AlertRule:9'] }, { budgetIds: ['Budget:9'] }]) {
      const input = { name: 'x', kind: 'EMAIL', toAdmins: true, routing };
      expect(await mutate(await anAdmin(), 'createNotificationChannel', input, '')).toMatchObject({
        __typename: 'NotFoundError',
      });
    }
  });
});

describe('secrets', () => {
  test('are encrypted at rest, shown once, sealed anew when OUTLAY_SECRET changes, and in no audit event', async () => {
    const admin = await anAdmin();
    const { signingSecret, channel } = await createChannel(admin, { kind: 'WEBHOOK', url: receiver.url });
    expect(signingSecret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(channel.urlHint).toBe(`127.0.0.1:${receiver.port}`);
    const { rows } = await api.database.pool.query<{ text: string }>(
      'SELECT c::text AS text FROM notification_channel AS c UNION ALL SELECT e::text FROM audit_event AS e',
    );
    const stored = rows.map(({ text }) => text).join();
    expect(stored).toContain(channel.urlHint);
    for (const secret of ['key=1', signingSecret?.slice(6) ?? '']) {
      expect(stored).not.toContain(secret);
      expect(stored).not.toContain(Buffer.from(secret).toString('hex'));
    }

    settings({ secret: 'another secret of tests, long enough too', previousSecrets: [SECRET] });
    await resealChannels({ error: () => undefined });
    settings({ secret: 'another secret of tests, long enough too' });
    await raise({ now: api.clock.now() });
    await delivery(api)();
    expect(receiver.hooks).toHaveLength(1);
  });

  test('rotate: for a day messages carry both signatures', async () => {
    const admin = await anAdmin();
    const { signingSecret: first, channel } = await createChannel(admin, { kind: 'WEBHOOK', url: receiver.url });
    const fields = '... on NotificationChannelWithSecret { signingSecret }';
    const rotated = await mutate(admin, 'rotateNotificationSecret', { channelId: channel.id }, fields);
    const second = String(rotated.signingSecret);
    expect(second).not.toBe(first);
    const send = async () => {
      await raise({ now: api.clock.now() });
      await delivery(api)();
      const { headers = {}, body = '' } = receiver.hooks.at(-1) ?? {};
      const sign = (secret: string) =>
        `v1,${createHmac('sha256', Buffer.from(secret.slice(6), 'base64'))
          .update(`${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`)
          .digest('base64')}`;
      return { sent: headers['webhook-signature'], expected: [sign(second), sign(first ?? '')] };
    };
    const during = await send();
    expect(during.sent).toBe(during.expected.join(' '));
    api.clock.advance({ hours: 25 });
    const after = await send();
    expect(after.sent).toBe(after.expected[0]);
  });
});

describe('the test button', () => {
  const fields = '... on NotificationChannelTest { isDelivered status message }';

  test('tells what happened, at once, and writes nothing into the outbox', async () => {
    const admin = await anAdmin();
    const { channel } = await createChannel(admin, { kind: 'SLACK', url: receiver.url, isEnabled: false });
    const input = { channelId: channel.id };
    expect(await mutate(admin, 'testNotificationChannel', input, fields)).toMatchObject({
      ...{ isDelivered: true, status: 204, message: `127.0.0.1:${receiver.port} took it.` },
    });
    expect(JSON.parse(receiver.hooks[0]?.body ?? '')).toEqual({ text: 'A test of Outlay: "Channel" receives alerts.' });
    receiver.meetWith(404);
    expect(await mutate(admin, 'testNotificationChannel', input, fields)).toMatchObject({
      ...{ isDelivered: false, status: 404, message: 'The receiver answered 404: told so' },
    });
    expect(await messages()).toEqual([]);
  });

  test('of e-mail goes to its addresses, or to whoever asks', async () => {
    const admin = api.as(await createAdmin({ email: 'ada@acme.test' }));
    const { channel } = await createChannel(admin, { kind: 'EMAIL', toAdmins: true });
    const { channel: other } = await createChannel(admin, { kind: 'EMAIL', recipients: ['ops@acme.test'] });
    await mutate(admin, 'testNotificationChannel', { channelId: channel.id }, fields);
    await mutate(admin, 'testNotificationChannel', { channelId: other.id }, fields);
    expect(api.mails.map(({ to }) => to)).toEqual(['ada@acme.test', 'ops@acme.test']);
  });
});

describe('routing', () => {
  test('by severity, source, kind, rule and team', async () => {
    const admin = await anAdmin();
    const member = await createMember();
    const team = await createTeam();
    await createMembership(member, team);
    const trend = await createRule({ kind: 'TREND' });
    const model = await createRule();
    const budget = await db.budget.create({
      data: {
        name: 'Ada',
        scope: 'MEMBER',
        scopeId: member.id,
        period: 'MONTHLY',
        limit: '10',
        createdAt: api.clock.now(),
        armedAt: api.clock.now(),
      },
    });
    const routings = {
      all: {},
      critical: { severities: ['CRITICAL'] },
      rules: { includesBudgets: false },
      budgets: { includesRules: false },
      trend: { ruleKinds: ['TREND'], includesBudgets: false },
      model: { ruleIds: [`AlertRule:${model.id}`], includesBudgets: false },
      budget: { budgetIds: [`Budget:${budget.id}`], includesRules: false },
      team: { teamIds: [`Team:${team.id}`] },
    };
    for (const [name, routing] of Object.entries(routings))
      await createChannel(admin, { name, kind: 'SLACK', url: receiver.url, routing });
    const now = api.clock.now();
    const told = async (options: Parameters<typeof raise>[0]) => {
      const alert = await raise(options);
      const rows = await db.notificationMessage.findMany({
        where: { items: { some: { alertId: alert?.id ?? 0 } } },
        include: { channel: true },
      });
      return rows.map(({ channel }) => channel?.name).sort();
    };
    expect(await told({ now, ruleId: trend.id })).toEqual(['all', 'rules', 'trend']);
    expect(await told({ now, ruleId: model.id, severity: 'CRITICAL' })).toEqual(['all', 'critical', 'model', 'rules']);
    expect(await told({ now, ruleId: trend.id, concernedMemberId: member.id })).toEqual([
      'all',
      'rules',
      'team',
      'trend',
    ]);
    expect(await told({ now, budgetId: budget.id })).toEqual(['all', 'budget', 'budgets', 'team']);
  });

  test("reaches members' own mail about what concerns them, unless they do not want it", async () => {
    const admin = await createAdmin({ email: 'admin@acme.test' });
    const ada = await createMember({ email: 'ada@acme.test' });
    const bea = await createMember({ email: 'bea@acme.test' });
    await createMember({ email: 'gone@acme.test', status: 'DEACTIVATED' });
    const team = await createTeam();
    for (const member of [ada, bea]) await createMembership(member, team);
    await createChannel(api.as(admin), { kind: 'EMAIL', toConcernedMembers: true });
    const now = api.clock.now();
    const budget = (scope: 'MEMBER' | 'TEAM' | 'ORGANIZATION', scopeId: number) =>
      db.budget.create({
        data: { name: scope, scope, scopeId, period: 'MONTHLY', limit: '10', createdAt: now, armedAt: now },
      });
    const told = async (options: Parameters<typeof raise>[0]) => {
      const before = await messages();
      await raise(options);
      return (await messages()).slice(before.length).map(({ recipient }) => recipient);
    };
    expect(await told({ now, budgetId: (await budget('MEMBER', ada.id)).id })).toEqual(['ada@acme.test']);
    expect(await told({ now, budgetId: (await budget('TEAM', team.id)).id })).toEqual([
      'ada@acme.test',
      'bea@acme.test',
    ]);
    expect(await told({ now, budgetId: (await budget('ORGANIZATION', 0)).id })).toEqual([]);
    expect(await told({ now, concernedMemberId: bea.id })).toEqual(['bea@acme.test']);
    await mutatePreferences(bea.id);
    expect(await told({ now, concernedMemberId: bea.id })).toEqual([]);
  });

  const mutatePreferences = (memberId: number) =>
    db.notificationPreference.create({ data: { memberId, wantsAlerts: false } });
});

describe('digests and quiet hours', () => {
  const slack = async (input: object) => {
    const { channel } = await createChannel(await anAdmin(), { kind: 'SLACK', url: receiver.url, ...input });
    return channel;
  };
  const raiseAt = (at: string) => raise({ now: new Date(at) });
  const dues = async () =>
    (await messages()).map(({ dueAt, items }) => [dueAt.toISOString().slice(5, 16), items.length]);

  test('an hourly digest is one message at the end of the hour', async () => {
    await slack({ digest: 'HOURLY' });
    for (const at of ['2026-11-15T12:05:00Z', '2026-11-15T12:55:00Z', '2026-11-15T13:00:00Z']) await raiseAt(at);
    expect(await dues()).toEqual([
      ['11-15T13:00', 2],
      ['11-15T14:00', 1],
    ]);
    expect(await delivery(api)()).toBe(0);
    api.clock.set('2026-11-15T13:00:00Z');
    expect(await delivery(api)()).toBe(1);
    expect(JSON.parse(receiver.hooks[0]?.body ?? '').text.match(/Alert/g)).toHaveLength(2);
  });

  test('a digest that is being sent takes nothing more: what comes then is in the next one', async () => {
    await slack({ digest: 'HOURLY' });
    await raiseAt('2026-11-15T12:05:00Z');
    api.clock.set('2026-11-15T13:00:10Z');
    receiver.meetWith(500);
    await delivery(api)();
    await raiseAt('2026-11-15T12:59:59Z');
    expect(await dues()).toEqual([
      ['11-15T13:00', 1],
      ['11-15T14:00', 1],
    ]);
  });

  test('a daily digest comes at the hour of the reporting zone, also when clocks change', async () => {
    await db.organization.updateMany({ data: { reportingZone: 'Europe/Berlin' } });
    await slack({ digest: 'DAILY', digestHour: 8 });
    for (const at of ['2026-10-24T12:00:00Z', '2026-10-25T05:00:00Z', '2026-10-25T12:00:00Z']) await raiseAt(at);
    expect(await dues()).toEqual([
      ['10-25T07:00', 2],
      ['10-26T07:00', 1],
    ]);
    for (const at of ['2027-03-27T05:00:00Z', '2027-03-27T12:00:00Z']) await raiseAt(at);
    expect((await dues()).slice(2)).toEqual([
      ['03-27T07:00', 1],
      ['03-28T06:00', 1],
    ]);
  });

  test('quiet hours run over midnight and gather what came in them', async () => {
    await db.organization.updateMany({ data: { reportingZone: 'Europe/Berlin' } });
    await slack({ quietHours: { from: '22:00', until: '07:00' } });
    for (const at of ['2026-11-15T20:59:00Z', '2026-11-15T21:00:00Z', '2026-11-16T05:59:00Z', '2026-11-16T06:00:00Z'])
      await raiseAt(at);
    expect(await dues()).toEqual([
      ['11-15T20:59', 1],
      ['11-16T06:00', 2],
      ['11-16T06:00', 1],
    ]);
  });

  test('a further try does not fall into quiet hours either', async () => {
    await slack({ quietHours: { from: '12:01', until: '15:30' } });
    await raise({ now: api.clock.now() });
    receiver.meetWith({ status: 503, headers: { 'retry-after': '120' } });
    await delivery(api)();
    expect(await dues()).toEqual([['11-15T15:30', 1]]);
  });
});

test('a channel is changed, switched off with what waits, and removed with its secrets', async () => {
  const admin = await anAdmin();
  const { channel } = await createChannel(admin, {
    ...{ kind: 'WEBHOOK', url: receiver.url, digest: 'HOURLY' },
    quietHours: { from: '22:00', until: '07:00' },
  });
  await raise({ now: api.clock.now() });
  const change = { channelId: channel.id, name: 'Renamed', digest: 'DAILY', digestHour: 9, quietHours: null };
  expect(await mutate(admin, 'changeNotificationChannel', change, CHANNEL)).toMatchObject({
    ...{ name: 'Renamed', isEnabled: true, digest: 'DAILY', digestHour: 9, quietHours: null },
  });
  await mutate(admin, 'changeNotificationChannel', { channelId: channel.id, isEnabled: false }, CHANNEL);
  expect((await messages())[0]).toMatchObject({ status: 'DEAD', lastError: 'The channel was switched off.' });
  const fields = '... on RemovedNotificationChannel { channelId }';
  expect(await mutate(admin, 'removeNotificationChannel', { channelId: channel.id }, fields)).toMatchObject({
    channelId: channel.id,
  });
  expect((await messages())[0]?.status).toBe('DISCARDED');
  expect(await db.notificationChannel.findFirst()).toMatchObject({ encryptedUrl: null, encryptedSecret: null });
  expect(await admin.query('{ notificationChannels { totalCount } }')).toEqual({
    notificationChannels: { totalCount: 0 },
  });
  const actions = (await db.auditEvent.findMany({ orderBy: { id: 'asc' } })).map(({ action }) => action);
  expect(actions).toEqual([
    ...['createNotificationChannel', 'changeNotificationChannel', 'changeNotificationChannel'],
    'removeNotificationChannel',
  ]);
});
