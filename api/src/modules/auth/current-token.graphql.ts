import { db } from '../../db.ts';
import { builder } from '../../graphql/builder.ts';
import type { Context } from '../../graphql/context.ts';
import { ApiTokenScopeEnum } from './api-token.graphql.ts';

const isKnown = (_parent: unknown, _args: unknown, { actor }: Context) => actor.kind !== 'ANONYMOUS';

interface CurrentTokenShape {
  name: string;
  prefix: string;
  scopes: readonly ('READ' | 'USAGE_WRITE' | 'MANAGE')[];
  expiresAt: Date | null;
  member: { name: string; email: string };
  agent: { name: string } | null;
}

const CurrentToken = builder.objectRef<CurrentTokenShape>('CurrentToken').implement({
  description: 'What the holder of a token may know of it, whatever its scopes.',
  authScopes: (_token, { actor }) => actor.kind === 'TOKEN',
  fields: (t) => ({
    name: t.exposeString('name'),
    prefix: t.exposeString('prefix', { description: 'The first characters, to recognize it by.' }),
    scopes: t.field({ type: [ApiTokenScopeEnum], resolve: ({ scopes }) => [...scopes] }),
    expiresAt: t.expose('expiresAt', { type: 'DateTime', nullable: true }),
    memberName: t.string({ description: 'Of its owner, for whom it acts.', resolve: ({ member }) => member.name }),
    memberEmail: t.string({ resolve: ({ member }) => member.email }),
    agentName: t.string({
      nullable: true,
      description: 'Of the agent whose usage it pushes.',
      resolve: ({ agent }) => agent?.name ?? null,
    }),
  }),
});

builder.queryField('currentToken', (t) =>
  t.field({
    description: 'The API token that asks; null when a person does.',
    type: CurrentToken,
    nullable: true,
    authScopes: isKnown,
    resolve: (_root, _args, { actor }) =>
      actor.kind === 'TOKEN'
        ? db.apiToken.findUnique({ where: { id: actor.tokenId }, include: { member: true, agent: true } })
        : null,
  }),
);
