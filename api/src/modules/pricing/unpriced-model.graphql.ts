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

builder.queryField('unpricedModels', (t) =>
  t.connection(
    {
      description: 'Those with the most tokens first.',
      type: UnpricedModel,
      authScopes: { admin: true },
      resolve: async (_root, args) => {
        const rows = await unpricedModels();
        return { ...resolveArrayConnection({ args }, rows), totalCount: rows.length };
      },
    },
    { fields: (c) => ({ totalCount: c.int({ resolve: (connection) => totalOf(connection) }) }) },
  ),
);

const totalOf = (connection: object) => ('totalCount' in connection ? Number(connection.totalCount) : 0);
