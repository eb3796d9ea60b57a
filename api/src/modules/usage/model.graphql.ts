import { builder } from '../../graphql/builder.ts';

export const Model = builder.prismaNode('Model', {
  authScopes: { scope: 'READ' },
  id: { field: 'id' },
  fields: (t) => ({
    name: t.exposeString('name'),
    vendor: t.relation('vendor'),
  }),
});
