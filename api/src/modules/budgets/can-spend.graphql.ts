import { builder } from '../../graphql/builder.ts';
import type { Actor } from '../../graphql/context.ts';
import { FACTS_COST } from '../../graphql/query-limits.ts';
import { actorHasScope } from '../auth/permissions.ts';
import { Budget, BudgetMetricEnum } from './budget.graphql.ts';
import { BudgetSubjectInput, subjectOf } from './budget-subject.graphql.ts';
import { canSpend, type SpendAnswer } from './can-spend.ts';

/** Either is enough. */
const askerScope = (actor: Actor) => ({ scope: actorHasScope(actor, 'USAGE_WRITE') ? 'USAGE_WRITE' : 'READ' }) as const;

const SpendAnswerType = builder.objectRef<SpendAnswer>('SpendAnswer').implement({
  description: 'Whether an amount fits in every hard budget that binds.',
  authScopes: (_answer, { actor }) => askerScope(actor),
  fields: (t) => ({
    isAllowed: t.exposeBoolean('isAllowed'),
    reason: t.exposeString('reason', { description: 'Empty when allowed.' }),
    budget: t.field({
      type: Budget,
      nullable: true,
      description: 'The one with least left; null: none is hard, or the caller may not see it.',
      authScopes: { scope: 'READ' },
      unauthorizedResolver: () => null,
      resolve: ({ budget }) => budget,
    }),
    budgetName: t.string({ nullable: true, resolve: ({ budget }) => budget?.name ?? null }),
    left: t.expose('left', { type: 'Decimal', nullable: true, description: 'Of that budget; null with it.' }),
    windowEndsAt: t.expose('windowEndsAt', { type: 'DateTime', nullable: true, description: 'When it begins anew.' }),
  }),
});

builder.queryField('canSpend', (t) =>
  t.field({
    description:
      'For a token with `usage:write` about itself, for readers about themselves and all that is not a person.',
    type: SpendAnswerType,
    complexity: { field: FACTS_COST.lookup, multiplier: 1 },
    authScopes: (_root, _args, { actor }) => askerScope(actor),
    args: {
      scope: t.arg({ type: BudgetSubjectInput, description: "Left out: the token's agent, or the caller." }),
      amount: t.arg({ type: 'Decimal', required: true, description: '0 or more, in the unit of the metric.' }),
      metric: t.arg({ type: BudgetMetricEnum, required: true, defaultValue: 'COST' }),
    },
    resolve: (_root, { scope, ...question }, context) =>
      canSpend(context, { ...question, subject: scope ? subjectOf(scope, 'scope') : undefined }),
  }),
);
