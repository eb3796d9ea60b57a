import { builder } from '../../graphql/builder.ts';

export const Project = builder.prismaNode('Project', {
  authScopes: { scope: 'READ' },
  id: { field: 'id' },
  fields: (t) => ({
    name: t.exposeString('name'),
    agents: t.relation('agents', { query: { orderBy: { name: 'asc' } } }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    archivedAt: t.expose('archivedAt', { type: 'DateTime', nullable: true }),
  }),
});
