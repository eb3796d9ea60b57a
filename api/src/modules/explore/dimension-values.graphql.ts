import { builder } from '../../graphql/builder.ts';
import { FACTS_COST } from '../../graphql/query-limits.ts';
import { DimensionValueType } from './dimension-value.graphql.ts';
import { listDimensionValues } from './list-dimension-values.ts';
import { DimensionEnum } from './pivot.graphql.ts';

builder.queryField('dimensionValues', (t) =>
  t.field({
    description: 'Values to filter by, for pickers: by label, within what the caller may know of.',
    type: [DimensionValueType],
    authScopes: { scope: 'READ' },
    args: {
      dimension: t.arg({ type: DimensionEnum, required: true }),
      search: t.arg.string({ description: 'Part of the label or detail.' }),
      first: t.arg.int({ required: true, defaultValue: 50, description: '1 to 500.' }),
    },
    complexity: { field: FACTS_COST.lookup },
    resolve: (_root, args, { actor }) => listDimensionValues(actor, args),
  }),
);
