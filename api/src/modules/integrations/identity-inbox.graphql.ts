import { resolveOffsetConnection } from '@pothos/plugin-relay';
import { db } from '../../db.ts';
import { builder } from '../../graphql/builder.ts';
import { requireDatabaseId } from '../../graphql/global-id.ts';
import { OrderDirection } from '../../graphql/order-direction.ts';
import { addDays } from '../../lib/calendar.ts';
import { fromNano } from '../../lib/money.ts';
import { Agent } from '../people/agent.graphql.ts';
import { Member } from '../people/member.graphql.ts';
import { today } from '../people/today.ts';
import { Identity, IdentityKindEnum } from './identity.graphql.ts';
import { type InboxRow, readIdentityInbox } from './identity-inbox.sql.ts';
import { suggestionsFor } from './inbox-suggestions.ts';
import type { OwnerSuggestion } from './suggest-owners.ts';

const INBOX_DAYS = 90;

const OwnerSuggestionRef = builder.objectRef<OwnerSuggestion>('OwnerSuggestion').implement({
  description: 'A guess at an identity’s owner.',
  fields: (t) => ({
    member: t.prismaField({
      type: Member,
      nullable: true,
      resolve: (query, { memberId }) => (memberId ? db.member.findUnique({ ...query, where: { id: memberId } }) : null),
    }),
    agent: t.prismaField({
      type: Agent,
      nullable: true,
      resolve: (query, { agentId }) => (agentId ? db.agent.findUnique({ ...query, where: { id: agentId } }) : null),
    }),
    reason: t.expose('reason', {
      type: builder.enumType('SuggestionReason', {
        values: {
          SAME_LOCAL_PART: { description: 'The part of the address before the @ is the same.' },
          KEY_CREATOR: { description: 'Made the key.' },
          SIMILAR_NAME: {},
          AGENT_NAME: { description: 'An agent has a similar name.' },
        },
      }),
    }),
    score: t.exposeFloat('score', { description: '0 to 1.' }),
  }),
});

const InboxIdentity = builder.objectRef<InboxRow>('InboxIdentity').implement({
  description:
    'An identity with usage that has no owner or no connection. Amounts are of the last 90 days, in the reporting currency.',
  authScopes: { admin: true },
  fields: (t) => ({
    identity: t.prismaField({
      type: Identity,
      resolve: (query, { identityId }) => db.identity.findUniqueOrThrow({ ...query, where: { id: identityId } }),
    }),
    spend: t.field({ type: 'Decimal', resolve: ({ spendNano }) => fromNano(spendNano) }),
    listValue: t.field({ type: 'Decimal', resolve: ({ listValueNano }) => fromNano(listValueNano) }),
    tokens: t.expose('tokens', { type: 'BigInt' }),
    currency: t.exposeString('currency'),
    isUnlinked: t.exposeBoolean('isUnlinked', {
      description:
        'Tracked usage that costs money but is on no bill we know, on days a connection of its vendor was read: it does not count. Bind the API token that pushes it to a connection, or send the end of the key.',
    }),
    firstDay: t.expose('firstDay', { type: 'Date', description: 'Without an owner since.' }),
    lastDay: t.expose('lastDay', { type: 'Date' }),
    suggestions: t.field({
      description: 'The likeliest first.',
      type: [OwnerSuggestionRef],
      resolve: ({ identityId }, _args, context) => suggestionsFor(context, identityId),
    }),
  }),
});

const InboxFilter = builder.inputType('IdentityInboxFilter', {
  fields: (t) => ({
    connectionId: t.id(),
    kinds: t.field({ type: [IdentityKindEnum] }),
    search: t.string(),
    isIgnored: t.boolean({ required: true, defaultValue: false, description: 'Those set aside instead.' }),
  }),
});

const InboxOrder = builder.inputType('IdentityInboxOrder', {
  fields: (t) => ({
    field: t.field({
      type: builder.enumType('IdentityInboxOrderField', {
        values: ['SPEND', 'LIST_VALUE', 'TOKENS', 'FIRST_DAY', 'NAME'] as const,
      }),
      required: true,
    }),
    direction: t.field({ type: OrderDirection, required: true, defaultValue: 'desc' }),
  }),
});

builder.queryField('identityInbox', (t) =>
  t.connection(
    {
      description: 'Identities whose usage nobody owns, those that cost most first.',
      type: InboxIdentity,
      authScopes: { admin: true },
      args: { filter: t.arg({ type: InboxFilter }), orderBy: t.arg({ type: InboxOrder }) },
      resolve: async (_root, { filter, orderBy, ...args }, context) => {
        const since = addDays(await today(context), -INBOX_DAYS);
        const { connectionId, kinds, search, isIgnored = false } = filter ?? {};
        let totalCount = 0;
        const page = await resolveOffsetConnection(
          { args, defaultSize: 50, maxSize: 500 },
          async ({ limit, offset }) => {
            const rows = await readIdentityInbox({
              ...{ since, kinds: kinds ?? null, search: search || null, isIgnored, limit, offset },
              connectionId: connectionId ? requireDatabaseId(String(connectionId), 'Connection', 'connectionId') : null,
              orderBy: orderBy?.field ?? 'SPEND',
              direction: orderBy?.direction ?? 'desc',
            });
            totalCount = rows[0]?.totalCount ?? 0;
            return rows;
          },
        );
        return { ...page, totalCount };
      },
    },
    { fields: (f) => ({ totalCount: f.int({ resolve: ({ totalCount }) => totalCount }) }) },
  ),
);
