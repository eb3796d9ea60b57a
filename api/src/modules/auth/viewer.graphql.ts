import { db } from '../../db.ts';
import { builder } from '../../graphql/builder.ts';
import { Member } from '../people/member.graphql.ts';
import { actorMemberId } from './permissions.ts';

builder.queryField('viewer', (t) =>
  t.prismaField({
    description: 'The member asking; null beside an UNAUTHENTICATED error when nobody has signed in.',
    type: Member,
    nullable: true,
    authScopes: { scope: 'READ' },
    resolve: (query, _root, _args, { actor }) =>
      db.member.findUnique({ ...query, where: { id: actorMemberId(actor) ?? 0 } }),
  }),
);
