import { db } from '../../../db.ts';
import { builder } from '../../../graphql/builder.ts';
import { encodeGlobalId, requireDatabaseId } from '../../../graphql/global-id.ts';
import { ConflictError, InvalidInputError, NotFoundError } from '../../../lib/errors.ts';
import { BudgetSubjectInput, subjectOf } from '../../budgets/budget-subject.graphql.ts';
import { BillingIntervalEnum } from '../../ledger/billing-interval.graphql.ts';
import { changeScenario } from './change-scenario.ts';
import { createScenario } from './create-scenario.ts';
import { deleteScenario } from './delete-scenario.ts';
import { ProjectionChangeKindEnum, ProjectionScenario } from './scenario.graphql.ts';

const ScenarioChangeInput = builder.inputType('ScenarioChangeInput', {
  fields: (t) => ({
    name: t.string({ required: true, description: 'Such as "5 more seats".' }),
    subject: t.field({ type: BudgetSubjectInput, description: 'Left out: the organization.' }),
    kind: t.field({ type: ProjectionChangeKindEnum, required: true }),
    value: t.field({ type: 'Decimal', required: true, description: 'Percent, or the amount of each time.' }),
    from: t.field({ type: 'Date', required: true, description: 'First day it counts.' }),
    until: t.field({ type: 'Date', description: 'First day without; left out: for good.' }),
    interval: t.field({ type: BillingIntervalEnum, description: 'Of an amount; left out: once, on `from`.' }),
  }),
});

const CreateScenarioInput = builder.inputType('CreateScenarioInput', {
  fields: (t) => ({
    name: t.string({ required: true }),
    notes: t.string({ required: true, defaultValue: '' }),
    isShared: t.boolean({ required: true, defaultValue: false }),
    changes: t.field({ type: [ScenarioChangeInput], required: true, description: '1 to 20.' }),
  }),
});

const ChangeScenarioInput = builder.inputType('ChangeScenarioInput', {
  fields: (t) => ({
    scenarioId: t.id({ required: true }),
    name: t.string(),
    notes: t.string(),
    isShared: t.boolean(),
    changes: t.field({ type: [ScenarioChangeInput], description: 'Replace all.' }),
  }),
});

const DeletedScenario = builder.objectRef<{ id: number }>('DeletedScenario').implement({
  fields: (t) => ({ id: t.id({ resolve: ({ id }) => encodeGlobalId('ProjectionScenario', id) }) }),
});

const idOf = (id: string) => requireDatabaseId(id, 'ProjectionScenario', 'scenarioId');

function changesOf(changes: readonly (typeof ScenarioChangeInput.$inferInput)[]) {
  return changes.map(({ subject, until, interval, ...change }, index) => ({
    ...change,
    ...subjectOf(subject ?? { scope: 'ORGANIZATION' }, `changes.${index}.subject`),
    until: until ?? null,
    interval: interval ?? null,
  }));
}

builder.mutationFields((t) => ({
  createScenario: t.prismaField({
    type: ProjectionScenario,
    args: { input: t.arg({ type: CreateScenarioInput, required: true }) },
    errors: { types: [InvalidInputError, ConflictError] },
    resolve: async (query, _root, { input: { changes, ...input } }, context) => {
      const id = await createScenario(context, { ...input, changes: changesOf(changes) });
      return db.projectionScenario.findUniqueOrThrow({ ...query, where: { id } });
    },
  }),
  changeScenario: t.prismaField({
    description: 'What is left out stays. Owners change their scenarios, administrators shared ones too.',
    type: ProjectionScenario,
    args: { input: t.arg({ type: ChangeScenarioInput, required: true }) },
    errors: { types: [InvalidInputError, NotFoundError, ConflictError] },
    resolve: async (query, _root, { input: { scenarioId, changes, name, notes, isShared } }, { actor }) => {
      const id = await changeScenario(actor, idOf(scenarioId), {
        ...{ name: name ?? undefined, notes: notes ?? undefined, isShared: isShared ?? undefined },
        changes: changes ? changesOf(changes) : undefined,
      });
      return db.projectionScenario.findUniqueOrThrow({ ...query, where: { id } });
    },
  }),
  deleteScenario: t.field({
    type: DeletedScenario,
    args: { scenarioId: t.arg.id({ required: true }) },
    errors: { types: [InvalidInputError, NotFoundError] },
    resolve: async (_root, { scenarioId }, { actor }) => ({ id: await deleteScenario(actor, idOf(scenarioId)) }),
  }),
}));
