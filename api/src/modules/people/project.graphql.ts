import { builder } from '../../graphql/builder.ts';
import { UNBOUNDED_LIST } from '../../graphql/query-limits.ts';

export const Project = builder.prismaNode('Project', {
  authScopes: { scope: 'READ' },
  id: { field: 'id' },
  fields: (t) => ({
    name: t.exposeString('name'),
    agents: t.relation('agents', { complexity: UNBOUNDED_LIST, query: { orderBy: { name: 'asc' } } }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    archivedAt: t.expose('archivedAt', { type: 'DateTime', nullable: true }),
  }),
});
