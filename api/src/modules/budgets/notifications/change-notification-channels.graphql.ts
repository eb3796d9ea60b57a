import { db } from '../../../db.ts';
import { builder } from '../../../graphql/builder.ts';
import { requireDatabaseId } from '../../../graphql/global-id.ts';
import { ConflictError, InvalidInputError, NotFoundError } from '../../../lib/errors.ts';
import { changeNotificationChannel } from './change-notification-channel.ts';
import { type ChannelWithSecret, createNotificationChannel } from './create-notification-channel.ts';
import { NotificationChannel } from './notification-channel.graphql.ts';
import {
  ChangeNotificationChannelInput,
  CreateNotificationChannelInput,
  routingOf,
} from './notification-channel-input.graphql.ts';
import { removeNotificationChannel } from './remove-notification-channel.ts';
import { retryNotifications } from './retry-notifications.ts';
import { rotateNotificationSecret } from './rotate-notification-secret.ts';
import { type ChannelTest, testNotificationChannel } from './test-notification-channel.ts';

const channelInput = (name: string) =>
  builder.inputType(name, { fields: (t) => ({ channelId: t.id({ required: true }) }) });
const RemoveNotificationChannelInput = channelInput('RemoveNotificationChannelInput');
const RotateNotificationSecretInput = channelInput('RotateNotificationSecretInput');
const TestNotificationChannelInput = channelInput('TestNotificationChannelInput');
const RetryNotificationsInput = builder.inputType('RetryNotificationsInput', {
  fields: (t) => ({
    messageIds: t.idList({ description: 'Left out: every dead one.' }),
    channelId: t.id({ description: 'Only of this channel.' }),
  }),
});

const NotificationChannelWithSecret = builder.objectRef<ChannelWithSecret>('NotificationChannelWithSecret').implement({
  description: 'The signing key is shown this once.',
  authScopes: { admin: true },
  fields: (t) => ({
    channel: t.prismaField({
      type: NotificationChannel,
      resolve: (query, { id }) => db.notificationChannel.findUniqueOrThrow({ ...query, where: { id } }),
    }),
    signingSecret: t.exposeString('signingSecret', {
      nullable: true,
      description: '`whsec_…`, of a WEBHOOK; null: nothing is signed.',
    }),
  }),
});

const NotificationChannelTest = builder.objectRef<ChannelTest>('NotificationChannelTest').implement({
  authScopes: { admin: true },
  fields: (t) => ({
    isDelivered: t.exposeBoolean('isDelivered'),
    status: t.exposeInt('status', { nullable: true, description: 'Of HTTP or SMTP; null without an answer.' }),
    message: t.exposeString('message', { description: 'What happened.' }),
  }),
});

const RemovedNotificationChannel = builder.objectRef<{ channelId: string }>('RemovedNotificationChannel').implement({
  authScopes: { admin: true },
  fields: (t) => ({ channelId: t.exposeID('channelId') }),
});

const RetriedNotifications = builder.objectRef<{ count: number }>('RetriedNotifications').implement({
  authScopes: { admin: true },
  fields: (t) => ({ count: t.exposeInt('count', { description: 'How many wait for delivery again.' }) }),
});

const channelIdOf = (id: string | number) => requireDatabaseId(String(id), 'NotificationChannel', 'channelId');

builder.mutationFields((t) => ({
  createNotificationChannel: t.field({
    type: NotificationChannelWithSecret,
    args: { input: t.arg({ type: CreateNotificationChannelInput, required: true }) },
    errors: { types: [InvalidInputError, NotFoundError, ConflictError] },
    resolve: (_root, { input: { routing, ...input } }, context) =>
      createNotificationChannel(context, { ...input, routing: routingOf(routing) }),
  }),
  changeNotificationChannel: t.prismaField({
    type: NotificationChannel,
    args: { input: t.arg({ type: ChangeNotificationChannelInput, required: true }) },
    errors: { types: [InvalidInputError, NotFoundError] },
    resolve: async (query, _root, { input: { routing, channelId, ...input } }, context) => {
      const change = { ...input, channelId: channelIdOf(channelId), routing: routingOf(routing) };
      const id = await changeNotificationChannel(context, change);
      return db.notificationChannel.findUniqueOrThrow({ ...query, where: { id } });
    },
  }),
  removeNotificationChannel: t.field({
    type: RemovedNotificationChannel,
    args: { input: t.arg({ type: RemoveNotificationChannelInput, required: true }) },
    errors: { types: [InvalidInputError, NotFoundError] },
    resolve: async (_root, { input: { channelId } }, context) => {
      await removeNotificationChannel(context, channelIdOf(channelId));
      return { channelId: String(channelId) };
    },
  }),
  rotateNotificationSecret: t.field({
    description: 'A new signing key; for 24 hours messages are signed with the former one too.',
    type: NotificationChannelWithSecret,
    args: { input: t.arg({ type: RotateNotificationSecretInput, required: true }) },
    errors: { types: [InvalidInputError, NotFoundError, ConflictError] },
    resolve: (_root, { input }, context) => rotateNotificationSecret(context, channelIdOf(input.channelId)),
  }),
  testNotificationChannel: t.field({
    description: 'Sends a test at once, past quiet hours and digests, and tells what happened.',
    type: NotificationChannelTest,
    args: { input: t.arg({ type: TestNotificationChannelInput, required: true }) },
    errors: { types: [InvalidInputError, NotFoundError] },
    resolve: (_root, { input }, context) => testNotificationChannel(context, channelIdOf(input.channelId)),
  }),
  retryNotifications: t.field({
    description: 'Messages that were given up wait for delivery again, at once.',
    type: RetriedNotifications,
    args: { input: t.arg({ type: RetryNotificationsInput, required: true }) },
    errors: { types: [InvalidInputError] },
    resolve: async (_root, { input: { messageIds, channelId } }, context) => ({
      count: await retryNotifications(context, {
        ids: messageIds?.map((id, index) =>
          requireDatabaseId(String(id), 'NotificationMessage', `messageIds.${index}`),
        ),
        channelId: channelId ? channelIdOf(channelId) : undefined,
      }),
    }),
  }),
}));
