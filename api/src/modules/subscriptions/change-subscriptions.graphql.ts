import { builder } from '../../graphql/builder.ts';
import { requireDatabaseId } from '../../graphql/global-id.ts';
import { optionalId } from '../ledger/optional-id.ts';
import { changeErrors, SubscriptionChange } from './amended-subscription.graphql.ts';
import { cancelSubscription, resumeSubscription } from './cancel-subscription.ts';
import { changeSubscription } from './change-subscription.ts';
import { approveSubscription, declineSubscription } from './decide-subscription.ts';
import { handOverSubscription } from './hand-over-subscription.ts';
import { setSubscriptionCharge } from './set-subscription-charge.ts';

const VERSION = 'The one that was seen; another one meanwhile is a conflict.';
const idOf = ({ subscriptionId }: { subscriptionId: string | number }) =>
  requireDatabaseId(String(subscriptionId), 'PaidSubscription', 'subscriptionId');

const ChangeSubscriptionInput = builder.inputType('ChangeSubscriptionInput', {
  description: 'What is left out stays; null takes away what need not be there.',
  fields: (t) => ({
    subscriptionId: t.id({ required: true }),
    version: t.int({ required: true, description: VERSION }),
    from: t.field({ type: 'Date', description: 'First day of the new plan, amount and seats; today unless given.' }),
    planCode: t.string({ description: 'Of the same vendor; its list price holds unless amount is given.' }),
    amount: t.field({ type: 'Decimal', description: 'Per seat and interval.' }),
    seats: t.int(),
    name: t.string(),
    startedOn: t.field({ type: 'Date', description: 'A correction: the books follow, as with the other dates.' }),
    trialUntil: t.field({ type: 'Date' }),
    endsOn: t.field({ type: 'Date' }),
    noticeDays: t.int(),
    reminderDays: t.int(),
    notes: t.string(),
    category: t.string(),
    projectId: t.id(),
    glAccountId: t.id({ description: 'For administrators.' }),
    connectionId: t.id({ description: 'For administrators.' }),
  }),
});

const CancelSubscriptionInput = builder.inputType('CancelSubscriptionInput', {
  fields: (t) => ({
    subscriptionId: t.id({ required: true }),
    version: t.int({ required: true, description: VERSION }),
    endsOn: t.field({ type: 'Date', description: 'First day without it; left out: when what was paid for is over.' }),
    cancelledOn: t.field({ type: 'Date', description: 'Today unless given.' }),
  }),
});

const ResumeSubscriptionInput = builder.inputType('ResumeSubscriptionInput', {
  fields: (t) => ({
    subscriptionId: t.id({ required: true }),
    version: t.int({ required: true, description: VERSION }),
  }),
});

const HandOverSubscriptionInput = builder.inputType('HandOverSubscriptionInput', {
  fields: (t) => ({
    subscriptionId: t.id({ required: true }),
    version: t.int({ required: true, description: VERSION }),
    memberId: t.id({ description: 'To a member; or:' }),
    teamId: t.id({ description: 'To a team; for administrators.' }),
    from: t.field({ type: 'Date', description: 'Today unless given; past days are for administrators.' }),
  }),
});

const SetSubscriptionChargeInput = builder.inputType('SetSubscriptionChargeInput', {
  fields: (t) => ({
    subscriptionId: t.id({ required: true }),
    billingDate: t.field({ type: 'Date', required: true }),
    amount: t.field({ type: 'Decimal', description: 'All seats together; null: its price again.' }),
  }),
});

const decision = (name: string, note: { required: boolean; description: string }) =>
  builder.inputType(name, {
    fields: (t) => ({
      subscriptionId: t.id({ required: true }),
      version: t.int({ required: true, description: VERSION }),
      note: t.string(note),
    }),
  });
const ApproveSubscriptionInput = decision('ApproveSubscriptionInput', {
  required: false,
  description: 'For its owner.',
});
const DeclineSubscriptionInput = decision('DeclineSubscriptionInput', { required: true, description: 'Why not.' });

builder.mutationFields((t) => ({
  changeSubscription: t.field({
    description:
      'Plan, amount and seats hold from a day on and keep their history; days paid for at another price are charged or credited on that day. For another interval or currency cancel it and add another.',
    type: SubscriptionChange,
    args: { input: t.arg({ type: ChangeSubscriptionInput, required: true }) },
    errors: changeErrors,
    resolve: (_root, { input }, context) =>
      changeSubscription(context, {
        ...input,
        subscriptionId: idOf(input),
        projectId: optionalId(input.projectId, 'Project', 'projectId'),
        glAccountId: optionalId(input.glAccountId, 'GlAccount', 'glAccountId'),
        connectionId: optionalId(input.connectionId, 'Connection', 'connectionId'),
      }),
  }),
  cancelSubscription: t.field({
    description: 'It runs until its end; nothing is paid back.',
    type: SubscriptionChange,
    args: { input: t.arg({ type: CancelSubscriptionInput, required: true }) },
    errors: changeErrors,
    resolve: (_root, { input }, context) => cancelSubscription(context, { ...input, subscriptionId: idOf(input) }),
  }),
  resumeSubscription: t.field({
    description: 'Takes a cancellation back.',
    type: SubscriptionChange,
    args: { input: t.arg({ type: ResumeSubscriptionInput, required: true }) },
    errors: changeErrors,
    resolve: (_root, { input }, context) => resumeSubscription(context, { ...input, subscriptionId: idOf(input) }),
  }),
  handOverSubscription: t.field({
    description: 'Another member or team has it from a day on, and bears what is charged from then.',
    type: SubscriptionChange,
    args: { input: t.arg({ type: HandOverSubscriptionInput, required: true }) },
    errors: changeErrors,
    resolve: (_root, { input }, context) =>
      handOverSubscription(context, {
        ...input,
        subscriptionId: idOf(input),
        memberId: optionalId(input.memberId, 'Member', 'memberId'),
        teamId: optionalId(input.teamId, 'Team', 'teamId'),
      }),
  }),
  setSubscriptionCharge: t.field({
    description: 'What one billing date really cost.',
    type: SubscriptionChange,
    args: { input: t.arg({ type: SetSubscriptionChargeInput, required: true }) },
    errors: changeErrors,
    resolve: (_root, { input }, context) =>
      setSubscriptionCharge(context, { ...input, subscriptionId: idOf(input), amount: input.amount ?? null }),
  }),
  approveSubscription: t.field({
    description: 'It counts from its start. For administrators.',
    type: SubscriptionChange,
    args: { input: t.arg({ type: ApproveSubscriptionInput, required: true }) },
    errors: changeErrors,
    resolve: (_root, { input }, context) => approveSubscription(context, { ...input, subscriptionId: idOf(input) }),
  }),
  declineSubscription: t.field({
    description: 'It posts nothing. For administrators.',
    type: SubscriptionChange,
    args: { input: t.arg({ type: DeclineSubscriptionInput, required: true }) },
    errors: changeErrors,
    resolve: (_root, { input }, context) => declineSubscription(context, { ...input, subscriptionId: idOf(input) }),
  }),
}));
