import { builder } from '../../graphql/builder.ts';

/** Names are for everybody; what was spent there is not. */
export const Vendor = builder.prismaNode('Vendor', {
  authScopes: { scope: 'READ' },
  id: { field: 'id' },
  fields: (t) => ({
    code: t.exposeString('code'),
    name: t.exposeString('name'),
  }),
});
