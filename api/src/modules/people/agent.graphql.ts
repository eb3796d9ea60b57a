import { builder } from '../../graphql/builder.ts';

export const Agent = builder.prismaNode('Agent', {
  authScopes: { scope: 'READ' },
  id: { field: 'id' },
  fields: (t) => ({
    name: t.exposeString('name'),
    description: t.exposeString('description'),
    ownerMember: t.relation('ownerMember', { nullable: true }),
    project: t.relation('project', { nullable: true }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    archivedAt: t.expose('archivedAt', { type: 'DateTime', nullable: true }),
  }),
});
