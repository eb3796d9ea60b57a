import { db } from '../../db.ts';
import { builder } from '../../graphql/builder.ts';
import type { Context } from '../../graphql/context.ts';
import { holdingOn } from './dated.ts';
import { today } from './today.ts';

export const Team = builder.prismaNode('Team', {
  authScopes: { scope: 'READ' },
  id: { field: 'id' },
  fields: (t) => ({
    name: t.exposeString('name'),
    archivedAt: t.expose('archivedAt', { type: 'DateTime', nullable: true }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    costCentre: t.exposeString('costCentre', {
      nullable: true,
      description: 'For administrators; others read null.',
      authScopes: { admin: true },
      unauthorizedResolver: () => null,
    }),
    memberCount: t.loadable({
      description: 'Members of today, deactivated ones left out.',
      type: 'Int',
      load: (ids: number[], context) => memberCounts(ids, context),
      resolve: ({ id }) => id,
    }),
  }),
});

builder.prismaObject('TeamMembership', {
  authScopes: { scope: 'READ' },
  fields: (t) => ({
    team: t.relation('team'),
    member: t.relation('member'),
    from: t.expose('from', { type: 'Date', nullable: true, description: 'First day; null: always before `until`.' }),
    until: t.expose('until', { type: 'Date', nullable: true, description: 'First day no longer; null: still.' }),
  }),
});

async function memberCounts(teamIds: number[], context: Context): Promise<number[]> {
  const groups = await db.teamMembership.groupBy({
    by: ['teamId'],
    where: {
      teamId: { in: teamIds },
      member: { status: { not: 'DEACTIVATED' } },
      ...holdingOn(await today(context)),
    },
    _count: true,
  });
  const counts = new Map(groups.map(({ teamId, _count }) => [teamId, _count]));
  return teamIds.map((id) => counts.get(id) ?? 0);
}
