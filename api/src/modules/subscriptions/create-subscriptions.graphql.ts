import { builder } from '../../graphql/builder.ts';
import { InvalidInputError } from '../../lib/errors.ts';
import { BillingIntervalEnum } from '../ledger/billing-interval.graphql.ts';
import { optionalId } from '../ledger/optional-id.ts';
import { PeriodClosedError } from '../ledger/period-closed-error.ts';
import { changeErrors, SubscriptionChange } from './amended-subscription.graphql.ts';
import { bulkCreateSubscriptions } from './bulk-create-subscriptions.ts';
import { createSubscription } from './create-subscription.ts';

const CreateSubscriptionInput = builder.inputType('CreateSubscriptionInput', {
  description: 'From a plan of the catalogue, whose name, vendor and list price hold unless given here; or free.',
  fields: (t) => ({
    planCode: t.string({ description: 'Of the query plans.' }),
    name: t.string(),
    vendor: t.string({ description: 'Name of who is paid.' }),
    tool: t.string({ description: 'Code of the tool whose usage it covers, such as claude_code.' }),
    interval: t.field({ type: BillingIntervalEnum, description: 'MONTHLY unless given.' }),
    currency: t.string({ description: 'ISO 4217 code; USD unless given.' }),
    amount: t.field({ type: 'Decimal', description: 'Per seat and interval.' }),
    seats: t.int({ description: "The plan's fewest unless given." }),
    startedOn: t.field({ type: 'Date', required: true }),
    trialUntil: t.field({ type: 'Date', description: 'First day that costs.' }),
    endsOn: t.field({ type: 'Date', description: 'First day without it.' }),
    isVariable: t.boolean({ description: 'Its amount is entered for each billing date.' }),
    noticeDays: t.int({ description: 'Days before a renewal by which it must be cancelled.' }),
    reminderDays: t.int({ description: 'Null: never. Left out: 7 for quarterly and yearly ones.' }),
    notes: t.string(),
    category: t.string(),
    memberId: t.id({ description: 'Who has it; or:' }),
    teamId: t.id({ description: 'Which team has it; for administrators.' }),
    projectId: t.id(),
    glAccountId: t.id({ description: 'For administrators.' }),
    connectionId: t.id({ description: 'The connection that bills it too; for administrators.' }),
  }),
});

type Input = typeof CreateSubscriptionInput.$inferInput;

const toOperation = (input: Input, path = '') => ({
  ...input,
  memberId: optionalId(input.memberId, 'Member', `${path}memberId`),
  teamId: optionalId(input.teamId, 'Team', `${path}teamId`),
  projectId: optionalId(input.projectId, 'Project', `${path}projectId`),
  glAccountId: optionalId(input.glAccountId, 'GlAccount', `${path}glAccountId`),
  connectionId: optionalId(input.connectionId, 'Connection', `${path}connectionId`),
});

const BulkCreateSubscriptionsInput = builder.inputType('BulkCreateSubscriptionsInput', {
  fields: (t) => ({
    subscriptions: t.field({ type: [CreateSubscriptionInput], required: true, description: '1 to 500.' }),
  }),
});

const SubscriptionChanges = builder
  .objectRef<{ changes: Awaited<ReturnType<typeof bulkCreateSubscriptions>> }>('SubscriptionChanges')
  .implement({
    authScopes: { scope: 'READ' },
    fields: (t) => ({
      changes: t.expose('changes', { type: [SubscriptionChange], description: 'As they were sent.' }),
    }),
  });

builder.mutationFields((t) => ({
  createSubscription: t.field({
    description: 'Posts what it charged since it started. Members add their own.',
    type: SubscriptionChange,
    args: { input: t.arg({ type: CreateSubscriptionInput, required: true }) },
    errors: changeErrors,
    resolve: (_root, { input }, context) => createSubscription(context, toOperation(input)),
  }),
  bulkCreateSubscriptions: t.field({
    description:
      'All or none; the field of an error names the row, such as `subscriptions.3.seats`. For administrators.',
    type: SubscriptionChanges,
    args: { input: t.arg({ type: BulkCreateSubscriptionsInput, required: true }) },
    errors: { types: [InvalidInputError, PeriodClosedError] },
    resolve: async (_root, { input }, context) => {
      const subscriptions = input.subscriptions.map((row, index) => toOperation(row, `subscriptions.${index}.`));
      return { changes: await bulkCreateSubscriptions(context, { subscriptions }) };
    },
  }),
}));
