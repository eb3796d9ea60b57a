import { db } from '../../db.ts';
import { builder } from '../../graphql/builder.ts';
import { requireDatabaseId } from '../../graphql/global-id.ts';
import { ConflictError, InvalidInputError, NotFoundError } from '../../lib/errors.ts';
import { acknowledgeBudgetAlert } from './acknowledge-budget-alert.ts';
import { BudgetAlert } from './budget-alert.graphql.ts';
import { resolveBudgetAlert } from './resolve-budget-alert.ts';
import { snoozeBudgetAlert } from './snooze-budget-alert.ts';

const AcknowledgeBudgetAlertInput = builder.inputType('AcknowledgeBudgetAlertInput', {
  fields: (t) => ({ alertId: t.id({ required: true }), note: t.string() }),
});

const ResolveBudgetAlertInput = builder.inputType('ResolveBudgetAlertInput', {
  fields: (t) => ({ alertId: t.id({ required: true }), note: t.string() }),
});

const SnoozeBudgetAlertInput = builder.inputType('SnoozeBudgetAlertInput', {
  fields: (t) => ({
    alertId: t.id({ required: true }),
    until: t.field({ type: 'DateTime', description: 'At most 92 days ahead; null: back in sight.' }),
    note: t.string(),
  }),
});

const idOf = (id: string | number) => requireDatabaseId(String(id), 'BudgetAlert', 'alertId');
const refusals = [InvalidInputError, NotFoundError, ConflictError];

builder.mutationFields((t) => ({
  acknowledgeBudgetAlert: t.prismaField({
    description: 'Somebody looks after it.',
    type: BudgetAlert,
    args: { input: t.arg({ type: AcknowledgeBudgetAlertInput, required: true }) },
    errors: { types: refusals },
    resolve: async (query, _root, { input }, context) => {
      const id = await acknowledgeBudgetAlert(context, { ...input, alertId: idOf(input.alertId) });
      return db.budgetAlert.findUniqueOrThrow({ ...query, where: { id } });
    },
  }),
  snoozeBudgetAlert: t.prismaField({
    type: BudgetAlert,
    args: { input: t.arg({ type: SnoozeBudgetAlertInput, required: true }) },
    errors: { types: refusals },
    resolve: async (query, _root, { input }, context) => {
      const until = input.until ?? null;
      const id = await snoozeBudgetAlert(context, { ...input, until, alertId: idOf(input.alertId) });
      return db.budgetAlert.findUniqueOrThrow({ ...query, where: { id } });
    },
  }),
  resolveBudgetAlert: t.prismaField({
    description: 'Closes it for good.',
    type: BudgetAlert,
    args: { input: t.arg({ type: ResolveBudgetAlertInput, required: true }) },
    errors: { types: refusals },
    resolve: async (query, _root, { input }, context) => {
      const id = await resolveBudgetAlert(context, { ...input, alertId: idOf(input.alertId) });
      return db.budgetAlert.findUniqueOrThrow({ ...query, where: { id } });
    },
  }),
}));
