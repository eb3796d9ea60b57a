import { ApiTokenScope } from '@outlay/prisma';
import { db } from '../../db.ts';
import { builder } from '../../graphql/builder.ts';
import type { Context } from '../../graphql/context.ts';
import { requireDatabaseId } from '../../graphql/global-id.ts';
import { ForbiddenError, InvalidInputError, NotFoundError } from '../../lib/errors.ts';
import { type CreatedApiToken as CreatedShape, createApiToken } from './create-api-token.ts';
import { actorIsAdmin, actorMemberId } from './permissions.ts';
import { revokeApiToken } from './revoke-api-token.ts';

export const ApiTokenScopeEnum = builder.enumType('ApiTokenScope', {
  values: {
    READ: { value: ApiTokenScope.READ, description: 'Queries.' },
    USAGE_WRITE: { value: ApiTokenScope.USAGE_WRITE, description: 'Pushes usage.' },
    MANAGE: {
      value: ApiTokenScope.MANAGE,
      description: 'Mutations, except those on tokens, links, passwords and roles; includes READ.',
    },
  },
});

export const ApiToken = builder.prismaNode('ApiToken', {
  authScopes: ({ memberId }) => ({ self: memberId }),
  id: { field: 'id' },
  fields: (t) => ({
    name: t.exposeString('name'),
    prefix: t.exposeString('prefix', { description: 'The first characters, to recognize it by.' }),
    scopes: t.expose('scopes', { type: [ApiTokenScopeEnum] }),
    member: t.relation('member', { description: 'Its owner, for whom it acts.' }),
    agent: t.relation('agent', { nullable: true, description: 'Whose usage it pushes.' }),
    connectionName: t.string({
      description: 'The connection that bills what it pushes.',
      nullable: true,
      select: { connection: { select: { name: true } } },
      resolve: ({ connection }) => connection?.name ?? null,
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    expiresAt: t.expose('expiresAt', { type: 'DateTime', nullable: true }),
    lastUsedAt: t.expose('lastUsedAt', { type: 'DateTime', nullable: true, description: 'To the minute.' }),
    revokedAt: t.expose('revokedAt', { type: 'DateTime', nullable: true }),
    isUsable: t.boolean({
      resolve: ({ revokedAt, expiresAt }, _args, { clock }) =>
        revokedAt === null && (expiresAt === null || expiresAt > clock()),
    }),
  }),
});

interface TokensFilter {
  memberId?: string | null | undefined;
  isRevoked?: boolean | null | undefined;
}

function tokensWhere({ actor }: Context, { memberId, isRevoked }: TokensFilter) {
  const owner = memberId ? requireDatabaseId(memberId, 'Member', 'memberId') : undefined;
  if (!actorIsAdmin(actor) && owner !== undefined && owner !== actorMemberId(actor)) throw new ForbiddenError();
  const visible = owner ?? (actorIsAdmin(actor) ? undefined : actorMemberId(actor));
  return {
    ...(visible === undefined ? {} : { memberId: visible }),
    ...(typeof isRevoked === 'boolean' ? { revokedAt: isRevoked ? { not: null } : null } : {}),
  };
}

builder.queryField('apiTokens', (t) =>
  t.prismaConnection({
    description: "One's own, newest first; administrators see all.",
    type: ApiToken,
    cursor: 'id',
    authScopes: { scope: 'READ' },
    args: { memberId: t.arg.id(), isRevoked: t.arg.boolean({ description: 'Null: both.' }) },
    totalCount: (_root, args, context) => db.apiToken.count({ where: tokensWhere(context, args) }),
    resolve: (query, _root, args, context) =>
      db.apiToken.findMany({ ...query, where: tokensWhere(context, args), orderBy: { id: 'desc' } }),
  }),
);

const CreatedApiToken = builder.objectRef<CreatedShape>('CreatedApiToken').implement({
  authScopes: { scope: 'MANAGE' },
  fields: (t) => ({
    token: t.exposeString('token', { description: 'The token itself, `outlay_…`. Shown this once.' }),
    apiToken: t.prismaField({
      type: ApiToken,
      resolve: (query, { id }) => db.apiToken.findUniqueOrThrow({ ...query, where: { id } }),
    }),
  }),
});

const CreateApiTokenInput = builder.inputType('CreateApiTokenInput', {
  fields: (t) => ({
    name: t.string({ required: true }),
    scopes: t.field({ type: [ApiTokenScopeEnum], required: true }),
    expiresAt: t.field({ type: 'DateTime', description: 'Within a year; only administrators may leave it out.' }),
    agentId: t.id({ description: 'Usage pushed with it is this agent’s.' }),
    connectionId: t.id({ description: 'The connection that bills what it pushes; for administrators.' }),
    apiKeyIdentityId: t.id({ description: 'The API key of that connection which is used.' }),
  }),
});

const RevokeApiTokenInput = builder.inputType('RevokeApiTokenInput', {
  fields: (t) => ({ apiTokenId: t.id({ required: true }) }),
});

builder.mutationFields((t) => ({
  createApiToken: t.field({
    description: 'For signed-in people: an API token cannot make another.',
    type: CreatedApiToken,
    args: { input: t.arg({ type: CreateApiTokenInput, required: true }) },
    errors: { types: [InvalidInputError, NotFoundError] },
    resolve: (_root, { input }, context) =>
      createApiToken(context, {
        ...input,
        agentId: input.agentId ? requireDatabaseId(input.agentId, 'Agent', 'agentId') : null,
        connectionId: input.connectionId ? requireDatabaseId(input.connectionId, 'Connection', 'connectionId') : null,
        apiKeyIdentityId: input.apiKeyIdentityId
          ? requireDatabaseId(input.apiKeyIdentityId, 'Identity', 'apiKeyIdentityId')
          : null,
      }),
  }),
  revokeApiToken: t.prismaField({
    type: ApiToken,
    args: { input: t.arg({ type: RevokeApiTokenInput, required: true }) },
    errors: { types: [InvalidInputError, NotFoundError] },
    resolve: async (query, _root, { input }, context) => {
      const id = await revokeApiToken(context, requireDatabaseId(input.apiTokenId, 'ApiToken', 'apiTokenId'));
      return db.apiToken.findUniqueOrThrow({ ...query, where: { id } });
    },
  }),
}));
