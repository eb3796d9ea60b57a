import { db } from '../../db.ts';
import { builder } from '../../graphql/builder.ts';
import { UNBOUNDED_LIST } from '../../graphql/query-limits.ts';
import { dayCount } from '../../lib/calendar.ts';
import { InvalidInputError } from '../../lib/errors.ts';
import { visibleMemberId } from '../auth/permissions.ts';
import { fromLedgerAmount } from '../ledger/ledger-amount.ts';
import { today } from '../people/today.ts';
import { type Renewal, readRenewals } from './read-renewals.ts';
import { Subscription } from './subscription.graphql.ts';

const MAX_DAYS = 731;

const RenewalKindEnum = builder.enumType('RenewalKind', {
  values: {
    RENEWAL: {},
    TRIAL_END: { description: 'The first day that costs.' },
    CANCELLATION_DEADLINE: { description: 'The last day to cancel before the next renewal.' },
    END: { description: 'The first day without it.' },
  } as const,
});

const RenewalRef = builder.objectRef<Renewal>('Renewal').implement({
  description: 'A day in the life of a subscription.',
  authScopes: { scope: 'READ' },
  fields: (t) => ({
    date: t.expose('date', { type: 'Date' }),
    kind: t.expose('kind', { type: RenewalKindEnum }),
    name: t.exposeString('name'),
    amount: t.field({
      type: 'Decimal',
      nullable: true,
      description: 'What is charged then, or unless it is cancelled by then; null: nothing, or entered each time.',
      resolve: ({ amount }) => (amount === undefined ? null : fromLedgerAmount(amount)),
    }),
    currency: t.string({ resolve: ({ record }) => record.currency }),
    subscription: t.prismaField({
      type: Subscription,
      resolve: (query, { record }) => db.subscription.findUniqueOrThrow({ ...query, where: { id: record.id } }),
    }),
  }),
});

builder.queryField('renewals', (t) =>
  t.field({
    description: "One's own, by date; administrators see all. At most 731 days.",
    type: [RenewalRef],
    authScopes: { scope: 'READ' },
    complexity: UNBOUNDED_LIST,
    args: {
      from: t.arg({ type: 'Date', required: true }),
      until: t.arg({ type: 'Date', required: true, description: 'Day after the last.' }),
    },
    resolve: async (_root, { from, until }, context) => {
      const days = dayCount({ from, until });
      if (days < 1) throw new InvalidInputError('until', until, `is not after ${from}.`, 'Choose a later day.');
      if (days > MAX_DAYS)
        throw new InvalidInputError('until', until, `is ${days} days after from.`, `Ask for at most ${MAX_DAYS} days.`);
      return readRenewals({ from, until, memberId: visibleMemberId(context.actor), today: await today(context) });
    },
  }),
);
