import type { NotificationStatus, Prisma } from '@outlay/prisma';
import { db } from '../../../db.ts';
import { builder } from '../../../graphql/builder.ts';
import { requireDatabaseId } from '../../../graphql/global-id.ts';

const NotificationStatusEnum = builder.enumType('NotificationStatus', {
  values: {
    PENDING: { description: 'Waits for its time, or for the next try.' },
    DELIVERED: {},
    DEAD: { description: 'Given up after its tries; may be tried again by hand.' },
    DISCARDED: { description: 'Nobody was to receive it any more, or there is no mail server.' },
  } satisfies Record<NotificationStatus, object>,
});

export const NotificationMessage = builder.prismaNode('NotificationMessage', {
  description: 'One message to one recipient, and how its delivery goes. For administrators.',
  authScopes: { admin: true },
  id: { field: 'id' },
  fields: (t) => ({
    messageId: t.string({
      description: 'What receivers tell repetitions by; the same over all tries.',
      resolve: ({ messageId }) => `msg_${messageId}`,
    }),
    channel: t.relation('channel', { nullable: true, description: 'Null: a mail about no alert, see subject.' }),
    recipient: t.exposeString('recipient', { description: "Of e-mail; empty: the channel's own address." }),
    status: t.expose('status', { type: NotificationStatusEnum }),
    dueAt: t.expose('dueAt', { type: 'DateTime', description: 'Not before; of the next try while it is PENDING.' }),
    attemptCount: t.exposeInt('attemptCount'),
    lastAttemptAt: t.expose('lastAttemptAt', { type: 'DateTime', nullable: true }),
    lastStatus: t.exposeInt('lastStatus', { nullable: true, description: 'Of HTTP or SMTP.' }),
    lastError: t.exposeString('lastError', { description: 'Empty: none.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    finishedAt: t.expose('finishedAt', { type: 'DateTime', nullable: true }),
    subject: t.string({
      nullable: true,
      description: 'Of a mail about no alert: a weekly summary, or the answer to a request.',
      select: { content: true },
      resolve: ({ content }) => subjectOf(content),
    }),
    alertTitles: t.stringList({
      select: { items: { select: { alert: { select: { title: true } } }, orderBy: { alertId: 'asc' }, take: 20 } },
      description: 'Of at most 20 alerts that it tells of.',
      resolve: ({ items }) => items.map(({ alert }) => alert.title),
    }),
    alertCount: t.relationCount('items'),
  }),
});

const subjectOf = (content: Prisma.JsonValue): string | null =>
  typeof content === 'object' && content !== null && !Array.isArray(content) && typeof content.subject === 'string'
    ? content.subject
    : null;

const NotificationMessagesFilter = builder.inputType('NotificationMessagesFilter', {
  fields: (t) => ({ channelId: t.id(), statuses: t.field({ type: [NotificationStatusEnum] }) }),
});

function messagesWhere(
  filter: typeof NotificationMessagesFilter.$inferInput | null | undefined,
): Prisma.NotificationMessageWhereInput {
  const { channelId, statuses } = filter ?? {};
  return {
    ...(channelId ? { channelId: requireDatabaseId(String(channelId), 'NotificationChannel', 'channelId') } : {}),
    ...(statuses ? { status: { in: statuses } } : {}),
  };
}

builder.queryField('notificationMessages', (t) =>
  t.prismaConnection({
    description: 'Newest first. `statuses: [DEAD]` is the list of what could not be delivered.',
    type: NotificationMessage,
    cursor: 'id',
    authScopes: { admin: true },
    args: { filter: t.arg({ type: NotificationMessagesFilter }) },
    totalCount: (_root, { filter }) => db.notificationMessage.count({ where: messagesWhere(filter) }),
    resolve: (query, _root, { filter }) =>
      db.notificationMessage.findMany({ ...query, where: messagesWhere(filter), orderBy: { id: 'desc' } }),
  }),
);
