import { builder } from '../../graphql/builder.ts';
import { fromNano } from '../../lib/money.ts';
import type { Allocation } from './read-allocations.ts';

export const BudgetAllocation = builder.objectRef<Allocation>('BudgetAllocation').implement({
  description: "How a budget's limit is shared out among its children.",
  authScopes: { admin: true },
  fields: (t) => ({
    allocated: t.field({
      type: 'Decimal',
      description: 'Limits of the children.',
      resolve: ({ allocatedNano }) => fromNano(allocatedNano),
    }),
    unallocated: t.field({
      type: 'Decimal',
      description: 'Negative: the children have more than there is.',
      resolve: ({ limitNano, allocatedNano }) => fromNano(limitNano - allocatedNano),
    }),
    isOverAllocated: t.boolean({ resolve: ({ limitNano, allocatedNano }) => allocatedNano > limitNano }),
    childrenSpent: t.field({
      type: 'Decimal',
      description: 'What the children came to in their current windows.',
      resolve: ({ childrenSpentNano }) => fromNano(childrenSpentNano),
    }),
  }),
});
