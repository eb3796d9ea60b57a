import { db } from '../../../db.ts';
import { builder } from '../../../graphql/builder.ts';
import { requireDatabaseId } from '../../../graphql/global-id.ts';
import { ConflictError, InvalidInputError, NotFoundError } from '../../../lib/errors.ts';
import { AlertSeverityEnum } from '../alert-severity.graphql.ts';
import { AlertRule, AlertRuleKindEnum } from './alert-rule.graphql.ts';
import { changeAlertRule } from './change-alert-rule.ts';
import { createAlertRule } from './create-alert-rule.ts';
import { removeAlertRule } from './remove-alert-rule.ts';

const CreateAlertRuleInput = builder.inputType('CreateAlertRuleInput', {
  description: "What is left out is the kind's own value.",
  fields: (t) => ({
    kind: t.field({ type: AlertRuleKindEnum, required: true }),
    name: t.string(),
    isEnabled: t.boolean(),
    severity: t.field({ type: AlertSeverityEnum }),
    amount: t.field({ type: 'Decimal' }),
    currency: t.string(),
    percent: t.int(),
    days: t.int(),
    factor: t.field({ type: 'Decimal' }),
    includesFixed: t.boolean(),
  }),
});

const ChangeAlertRuleInput = builder.inputType('ChangeAlertRuleInput', {
  description: 'What is left out or null stays.',
  fields: (t) => ({
    ruleId: t.id({ required: true }),
    name: t.string(),
    isEnabled: t.boolean(),
    severity: t.field({ type: AlertSeverityEnum }),
    amount: t.field({ type: 'Decimal' }),
    currency: t.string(),
    percent: t.int(),
    days: t.int(),
    factor: t.field({ type: 'Decimal' }),
    includesFixed: t.boolean(),
  }),
});

const RemoveAlertRuleInput = builder.inputType('RemoveAlertRuleInput', {
  fields: (t) => ({ ruleId: t.id({ required: true }) }),
});

const RemovedAlertRule = builder.objectRef<{ ruleId: string }>('RemovedAlertRule').implement({
  authScopes: { admin: true },
  fields: (t) => ({ ruleId: t.exposeID('ruleId') }),
});

const ruleIdOf = (id: string | number) => requireDatabaseId(String(id), 'AlertRule', 'ruleId');

builder.mutationFields((t) => ({
  createAlertRule: t.prismaField({
    type: AlertRule,
    args: { input: t.arg({ type: CreateAlertRuleInput, required: true }) },
    errors: { types: [InvalidInputError, ConflictError] },
    resolve: async (query, _root, { input }, context) => {
      const id = await createAlertRule(context, input);
      return db.alertRule.findUniqueOrThrow({ ...query, where: { id } });
    },
  }),
  changeAlertRule: t.prismaField({
    type: AlertRule,
    args: { input: t.arg({ type: ChangeAlertRuleInput, required: true }) },
    errors: { types: [InvalidInputError, NotFoundError] },
    resolve: async (query, _root, { input }, context) => {
      const id = await changeAlertRule(context, { ...input, ruleId: ruleIdOf(input.ruleId) });
      return db.alertRule.findUniqueOrThrow({ ...query, where: { id } });
    },
  }),
  removeAlertRule: t.field({
    type: RemovedAlertRule,
    args: { input: t.arg({ type: RemoveAlertRuleInput, required: true }) },
    errors: { types: [InvalidInputError, NotFoundError] },
    resolve: async (_root, { input }, context) => {
      await removeAlertRule(context, ruleIdOf(input.ruleId));
      return { ruleId: String(input.ruleId) };
    },
  }),
}));
