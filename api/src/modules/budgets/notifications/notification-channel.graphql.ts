import type { NotificationChannel as ChannelRow, NotificationChannelKind, NotificationDigest } from '@outlay/prisma';
import { db } from '../../../db.ts';
import { builder } from '../../../graphql/builder.ts';
import { encodeGlobalId, requireDatabaseId } from '../../../graphql/global-id.ts';
import { AlertSeverityEnum } from '../alert-severity.graphql.ts';
import { AlertRuleKindEnum } from '../rules/alert-rule.graphql.ts';

export const NotificationChannelKindEnum = builder.enumType('NotificationChannelKind', {
  values: {
    EMAIL: {},
    SLACK: { description: 'An incoming webhook as Slack, Mattermost and others take it.' },
    WEBHOOK: { description: 'JSON signed as Standard Webhooks are: webhook-id, webhook-timestamp, webhook-signature.' },
  } satisfies Record<NotificationChannelKind, object>,
});

export const NotificationDigestEnum = builder.enumType('NotificationDigest', {
  values: {
    IMMEDIATE: {},
    HOURLY: { description: 'What came in an hour, in one message at its end.' },
    DAILY: { description: 'What came in a day, in one message at `digestHour`.' },
  } satisfies Record<NotificationDigest, object>,
});

const NotificationRouting = builder.objectRef<ChannelRow>('NotificationRouting').implement({
  description: 'Which alerts a channel tells. An empty list means every one.',
  authScopes: { admin: true },
  fields: (t) => ({
    severities: t.expose('severities', { type: [AlertSeverityEnum] }),
    includesBudgets: t.exposeBoolean('includesBudgets', { description: 'Alerts of budgets are told.' }),
    includesRules: t.exposeBoolean('includesRules', { description: 'Alerts of rules are told.' }),
    ruleKinds: t.expose('ruleKinds', { type: [AlertRuleKindEnum] }),
    budgetIds: t.idList({ resolve: ({ budgetIds }) => budgetIds.map((id) => encodeGlobalId('Budget', id)) }),
    ruleIds: t.idList({ resolve: ({ ruleIds }) => ruleIds.map((id) => encodeGlobalId('AlertRule', id)) }),
    teamIds: t.idList({
      description: 'Only what concerns these teams, their members or the agents of those.',
      resolve: ({ teamIds }) => teamIds.map((id) => encodeGlobalId('Team', id)),
    }),
  }),
});

const timeOf = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

const QuietHoursType = builder.objectRef<{ from: number; until: number }>('QuietHours').implement({
  description: 'Times of the reporting zone between which nothing is sent; what comes then waits for the end.',
  authScopes: { admin: true },
  fields: (t) => ({
    from: t.string({ resolve: ({ from }) => timeOf(from) }),
    until: t.string({ resolve: ({ until }) => timeOf(until) }),
  }),
});

export const NotificationChannel = builder.prismaNode('NotificationChannel', {
  description: 'Where alerts are told, and which. For administrators.',
  authScopes: { admin: true },
  id: { field: 'id' },
  fields: (t) => ({
    name: t.exposeString('name'),
    kind: t.expose('kind', { type: NotificationChannelKindEnum }),
    isEnabled: t.exposeBoolean('isEnabled'),
    disabledReason: t.exposeString('disabledReason', {
      description: 'Why it was switched off by itself; empty: it was not.',
    }),
    recipients: t.exposeStringList('recipients', { description: 'Addresses of e-mail.' }),
    toAdmins: t.exposeBoolean('toAdmins', { description: 'E-mail to every active administrator.' }),
    toConcernedMembers: t.exposeBoolean('toConcernedMembers', {
      description: 'E-mail to the members whom an alert concerns, such as those a budget binds.',
    }),
    urlHint: t.exposeString('urlHint', { description: 'Host of the address; the rest is secret.' }),
    isSigned: t.boolean({ resolve: ({ encryptedSecret }) => encryptedSecret !== null }),
    secretRotatedAt: t.expose('secretRotatedAt', { type: 'DateTime', nullable: true }),
    routing: t.field({ type: NotificationRouting, resolve: (channel) => channel }),
    digest: t.expose('digest', { type: NotificationDigestEnum }),
    digestHour: t.exposeInt('digestHour', { description: 'Of the reporting zone, for DAILY.' }),
    quietHours: t.field({
      type: QuietHoursType,
      nullable: true,
      resolve: ({ quietFrom, quietUntil }) =>
        quietFrom === null || quietUntil === null ? null : { from: quietFrom, until: quietUntil },
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    problem: t.string({
      nullable: true,
      description: 'Why nothing can be sent at present; null: nothing is known against it.',
      resolve: ({ kind, disabledReason }, _args, { installation }) => {
        if (disabledReason !== '') return disabledReason;
        const lacksMail = kind === 'EMAIL' && !installation.sendMail;
        return lacksMail ? 'No mail server is configured; set SMTP_URL and MAIL_FROM.' : null;
      },
    }),
    pendingCount: t.relationCount('messages', { where: { status: 'PENDING' } }),
    deadCount: t.relationCount('messages', { where: { status: 'DEAD' } }),
  }),
});

builder.queryFields((t) => ({
  notificationChannels: t.prismaConnection({
    description: 'By name.',
    type: NotificationChannel,
    cursor: 'id',
    authScopes: { admin: true },
    totalCount: () => db.notificationChannel.count({ where: { removedAt: null } }),
    resolve: (query) =>
      db.notificationChannel.findMany({
        ...query,
        where: { removedAt: null },
        orderBy: [{ name: 'asc' }, { id: 'asc' }],
      }),
  }),
  notificationChannel: t.prismaField({
    type: NotificationChannel,
    nullable: true,
    authScopes: { admin: true },
    args: { id: t.arg.id({ required: true }) },
    resolve: (query, _root, { id }) =>
      db.notificationChannel.findFirst({
        ...query,
        where: { id: requireDatabaseId(String(id), 'NotificationChannel', 'id'), removedAt: null },
      }),
  }),
}));
