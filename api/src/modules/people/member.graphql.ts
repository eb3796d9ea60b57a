import { builder } from '../../graphql/builder.ts';
import { UNBOUNDED_LIST } from '../../graphql/query-limits.ts';
import { holdsOn } from './dated.ts';
import { MemberRoleEnum, MemberStatusEnum } from './member-enums.graphql.ts';
import { ownOnly } from './own-only.ts';
import { Team } from './team.graphql.ts';
import { today } from './today.ts';

/** Fields beyond the name are for the member themself and administrators; others read null. */
export const Member = builder.prismaNode('Member', {
  authScopes: { scope: 'READ' },
  id: { field: 'id' },
  fields: (t) => ({
    name: t.exposeString('name'),
    email: t.exposeString('email', { ...ownOnly }),
    role: t.expose('role', { type: MemberRoleEnum, ...ownOnly }),
    status: t.expose('status', { type: MemberStatusEnum, ...ownOnly }),
    createdAt: t.expose('createdAt', { type: 'DateTime', ...ownOnly }),
    deactivatedAt: t.expose('deactivatedAt', { type: 'DateTime', ...ownOnly }),
    team: t.field({
      description: 'Of today.',
      type: Team,
      nullable: true,
      select: { memberships: { include: { team: true } } },
      resolve: async ({ memberships }, _args, context) => {
        const day = await today(context);
        return memberships.find((membership) => holdsOn(membership, day))?.team ?? null;
      },
    }),
    memberships: t.relation('memberships', {
      description: 'Teams of all times, oldest first.',
      query: { orderBy: [{ from: { sort: 'asc', nulls: 'first' } }, { id: 'asc' }] },
      nullable: true,
      authScopes: ({ id }) => ({ self: id }),
    }),
    ownedAgents: t.relation('ownedAgents', { complexity: UNBOUNDED_LIST, query: { orderBy: { name: 'asc' } } }),
  }),
});
