import { db } from '../../db.ts';
import { builder } from '../../graphql/builder.ts';
import { requireDatabaseId } from '../../graphql/global-id.ts';
import { ConflictError, InvalidInputError, NotFoundError } from '../../lib/errors.ts';
import { optionalId } from '../ledger/optional-id.ts';
import { archiveBudget } from './archive-budget.ts';
import { Budget, BudgetMetricEnum, BudgetPeriodEnum } from './budget.graphql.ts';
import { BudgetRequest } from './budget-request.graphql.ts';
import { BudgetSubjectInput, subjectOf } from './budget-subject.graphql.ts';
import { changeBudget } from './change-budget.ts';
import { createBudget } from './create-budget.ts';
import { decideBudgetRequest } from './decide-budget-request.ts';
import { requestBudgetIncrease } from './request-budget-increase.ts';

const CreateBudgetInput = builder.inputType('CreateBudgetInput', {
  fields: (t) => ({
    name: t.string({ required: true }),
    subject: t.field({ type: BudgetSubjectInput, required: true }),
    period: t.field({ type: BudgetPeriodEnum, required: true }),
    metric: t.field({ type: BudgetMetricEnum, description: 'COST unless given.' }),
    limit: t.field({
      type: 'Decimal',
      required: true,
      description: 'Of one window; COST in the reporting currency, else a whole number.',
    }),
    thresholds: t.intList({ description: 'Percent, 1 to 1000, at most ten; 50, 80 and 100 unless given.' }),
    isHard: t.boolean({ description: 'False unless given.' }),
    alertsOnProjection: t.boolean({ description: 'From WEEKLY on; false unless given.' }),
    carriesOver: t.boolean({ description: 'From DAILY on; false unless given.' }),
    validFrom: t.field({ type: 'Date' }),
    validUntil: t.field({ type: 'Date', description: 'First day without.' }),
    parentId: t.id({ description: 'A budget of the same period and metric whose limit it shares.' }),
    notes: t.string(),
  }),
});

const ChangeBudgetInput = builder.inputType('ChangeBudgetInput', {
  description: 'What is left out stays; subject, period and metric are for good.',
  fields: (t) => ({
    budgetId: t.id({ required: true }),
    version: t.int({ description: 'The one seen; refused when the budget was changed meanwhile.' }),
    name: t.string(),
    limit: t.field({ type: 'Decimal', description: 'From now on, the current window included.' }),
    limitNote: t.string({ description: 'Why, for the history of limits.' }),
    thresholds: t.intList(),
    isHard: t.boolean(),
    alertsOnProjection: t.boolean(),
    carriesOver: t.boolean(),
    validFrom: t.field({ type: 'Date', description: 'Null: since ever.' }),
    validUntil: t.field({ type: 'Date', description: 'Null: for good.' }),
    parentId: t.id({ description: 'Null: none.' }),
    notes: t.string(),
  }),
});

const ArchiveBudgetInput = builder.inputType('ArchiveBudgetInput', {
  fields: (t) => ({
    budgetId: t.id({ required: true }),
    isArchived: t.boolean({ required: true, defaultValue: true, description: 'False takes it up again.' }),
  }),
});

const RequestBudgetIncreaseInput = builder.inputType('RequestBudgetIncreaseInput', {
  fields: (t) => ({
    budgetId: t.id({ required: true }),
    limit: t.field({ type: 'Decimal', required: true, description: 'Above the present one.' }),
    reason: t.string({ required: true }),
  }),
});

const DecideBudgetRequestInput = builder.inputType('DecideBudgetRequestInput', {
  fields: (t) => ({
    requestId: t.id({ required: true }),
    isApproved: t.boolean({ required: true }),
    limit: t.field({ type: 'Decimal', description: 'Granted instead of what was asked for.' }),
    note: t.string({ description: 'Required when declined.' }),
  }),
});

const idOf = (id: string | number) => requireDatabaseId(String(id), 'Budget', 'budgetId');
const refusals = [InvalidInputError, NotFoundError, ConflictError];

builder.mutationFields((t) => ({
  createBudget: t.prismaField({
    type: Budget,
    args: { input: t.arg({ type: CreateBudgetInput, required: true }) },
    errors: { types: [InvalidInputError] },
    resolve: async (query, _root, { input: { subject, ...input } }, context) => {
      const parentId = optionalId(input.parentId, 'Budget', 'parentId');
      const id = await createBudget(context, { ...input, ...subjectOf(subject, 'subject'), parentId });
      return db.budget.findUniqueOrThrow({ ...query, where: { id } });
    },
  }),
  changeBudget: t.prismaField({
    type: Budget,
    args: { input: t.arg({ type: ChangeBudgetInput, required: true }) },
    errors: { types: refusals },
    resolve: async (query, _root, { input }, context) => {
      const parentId = optionalId(input.parentId, 'Budget', 'parentId');
      const id = await changeBudget(context, { ...input, budgetId: idOf(input.budgetId), parentId });
      return db.budget.findUniqueOrThrow({ ...query, where: { id } });
    },
  }),
  archiveBudget: t.prismaField({
    type: Budget,
    args: { input: t.arg({ type: ArchiveBudgetInput, required: true }) },
    errors: { types: refusals },
    resolve: async (query, _root, { input }, context) => {
      const id = await archiveBudget(context, { ...input, budgetId: idOf(input.budgetId) });
      return db.budget.findUniqueOrThrow({ ...query, where: { id } });
    },
  }),
  requestBudgetIncrease: t.prismaField({
    type: BudgetRequest,
    args: { input: t.arg({ type: RequestBudgetIncreaseInput, required: true }) },
    errors: { types: refusals },
    resolve: async (query, _root, { input }, context) => {
      const id = await requestBudgetIncrease(context, { ...input, budgetId: idOf(input.budgetId) });
      return db.budgetRequest.findUniqueOrThrow({ ...query, where: { id } });
    },
  }),
  decideBudgetRequest: t.prismaField({
    type: BudgetRequest,
    args: { input: t.arg({ type: DecideBudgetRequestInput, required: true }) },
    errors: { types: refusals },
    resolve: async (query, _root, { input }, context) => {
      const requestId = requireDatabaseId(String(input.requestId), 'BudgetRequest', 'requestId');
      const id = await decideBudgetRequest(context, { ...input, requestId });
      return db.budgetRequest.findUniqueOrThrow({ ...query, where: { id } });
    },
  }),
}));
