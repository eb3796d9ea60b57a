import { resolveArrayConnection } from '@pothos/plugin-relay';
import { db } from '../../db.ts';
import { builder } from '../../graphql/builder.ts';
import { Model } from '../usage/model.graphql.ts';
import { Vendor } from '../usage/vendor.graphql.ts';
import { type UnpricedModelRow, unpricedModels } from './unpriced-models.sql.ts';

const UnpricedModel = builder.objectRef<UnpricedModelRow>('UnpricedModel').implement({
  description: 'A model with usage that no price covers: it counts as used, and costs an unknown amount.',
  authScopes: { admin: true },
  fields: (t) => ({
    vendor: t.prismaField({
      type: Vendor,
      resolve: (query, { vendorId }) => db.vendor.findUniqueOrThrow({ ...query, where: { id: vendorId } }),
    }),
    model: t.prismaField({
      type: Model,
      nullable: true,
      description: 'Null: usage of no model.',
      resolve: (query, { modelId }) => db.model.findUnique({ ...query, where: { id: modelId } }),
    }),
    rowCount: t.expose('rowCount', { type: 'BigInt' }),
    tokens: t.expose('tokens', { type: 'BigInt', description: 'Of the days and owners with unpriced usage.' }),
    firstDay: t.expose('firstDay', { type: 'Date' }),
    lastDay: t.expose('lastDay', { type: 'Date' }),
  }),
});

interface UnpricedModels {
  rows: UnpricedModelRow[];
  page: NonNullable<Awaited<ReturnType<typeof resolveArrayConnection<UnpricedModelRow>>>>;
}
type Edge = { cursor: string; node: UnpricedModelRow };

const UnpricedModelsEdge = builder.objectRef<Edge>('UnpricedModelsEdge').implement({
  fields: (t) => ({ cursor: t.exposeString('cursor'), node: t.expose('node', { type: UnpricedModel }) }),
});

const UnpricedModelsConnection = builder.objectRef<UnpricedModels>('UnpricedModelsConnection').implement({
  fields: (t) => ({
    edges: t.field({ type: [UnpricedModelsEdge], resolve: ({ page }) => page.edges.filter((edge) => edge !== null) }),
    pageInfo: t.field({ type: builder.pageInfoRef(), resolve: ({ page }) => page.pageInfo }),
    totalCount: t.int({ resolve: ({ rows }) => rows.length }),
  }),
});

builder.queryField('unpricedModels', (t) =>
  t.field({
    description: 'Those with the most tokens first.',
    type: UnpricedModelsConnection,
    authScopes: { admin: true },
    args: t.arg.connectionArgs(),
    resolve: async (_root, args) => {
      const rows = await unpricedModels();
      return { rows, page: await resolveArrayConnection({ args }, rows) };
    },
  }),
);
