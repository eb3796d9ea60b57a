import { builder } from '../../graphql/builder.ts';

/** Names are for everybody; what was spent with it is not. */
export const Tool = builder.prismaNode('Tool', {
  description: 'What a model was used through.',
  authScopes: { scope: 'READ' },
  id: { field: 'id' },
  fields: (t) => ({
    code: t.exposeString('code', { description: 'Such as claude_code.' }),
    name: t.exposeString('name'),
  }),
});
