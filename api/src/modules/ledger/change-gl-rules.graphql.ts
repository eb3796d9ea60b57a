import { db } from '../../db.ts';
import { builder } from '../../graphql/builder.ts';
import { requireDatabaseId } from '../../graphql/global-id.ts';
import { ConflictError, InvalidInputError, NotFoundError } from '../../lib/errors.ts';
import { Team } from '../people/team.graphql.ts';
import { changeGlRule } from './change-gl-rule.ts';
import { createGlRule } from './create-gl-rule.ts';
import { deleteGlRule } from './delete-gl-rule.ts';
import { GlRule } from './gl-rule.graphql.ts';
import { glRuleIds, ruleDimensionIds } from './gl-rule-input.graphql.ts';
import { optionalId } from './optional-id.ts';
import { reorderGlRules } from './reorder-gl-rules.ts';
import { setTeamGlAccount } from './set-team-gl-account.ts';

const CreateGlRuleInput = builder.inputType('CreateGlRuleInput', {
  description: 'What is null matches all.',
  fields: (t) => ({
    vendorId: t.id(),
    toolId: t.id(),
    teamId: t.id(),
    projectId: t.id(),
    memberId: t.id(),
    glAccountId: t.id({ required: true }),
    category: t.string(),
    position: t.int({ description: 'From 1; null: last.' }),
  }),
});

const ChangeGlRuleInput = builder.inputType('ChangeGlRuleInput', {
  description: 'What is left out stays; null: any.',
  fields: (t) => ({
    ruleId: t.id({ required: true }),
    vendorId: t.id(),
    toolId: t.id(),
    teamId: t.id(),
    projectId: t.id(),
    memberId: t.id(),
    glAccountId: t.id(),
    category: t.string(),
  }),
});

const DeleteGlRuleInput = builder.inputType('DeleteGlRuleInput', {
  fields: (t) => ({ ruleId: t.id({ required: true }) }),
});

const ReorderGlRulesInput = builder.inputType('ReorderGlRulesInput', {
  fields: (t) => ({ ruleIds: t.idList({ required: true, description: 'Every rule once, in the order of trial.' }) }),
});

const SetTeamGlAccountInput = builder.inputType('SetTeamGlAccountInput', {
  fields: (t) => ({
    teamId: t.id({ required: true }),
    glAccountId: t.id({ description: 'Null: the default expense account.' }),
  }),
});

const GlRulesOrder = builder.objectRef<object>('GlRulesOrder').implement({
  authScopes: { admin: true },
  fields: (t) => ({
    rules: t.prismaField({
      type: [GlRule],
      resolve: (query) => db.glRule.findMany({ ...query, orderBy: [{ position: 'asc' }, { id: 'asc' }] }),
    }),
  }),
});

const ruleIdOf = (id: string | number, field = 'ruleId') => requireDatabaseId(String(id), 'GlRule', field);

builder.mutationFields((t) => ({
  createGlRule: t.prismaField({
    type: GlRule,
    args: { input: t.arg({ type: CreateGlRuleInput, required: true }) },
    errors: { types: [InvalidInputError, ConflictError] },
    resolve: async (query, _root, { input: { position, ...rule } }, context) => {
      const id = await createGlRule(context, { ...glRuleIds(rule), position });
      return db.glRule.findUniqueOrThrow({ ...query, where: { id } });
    },
  }),
  changeGlRule: t.prismaField({
    type: GlRule,
    args: { input: t.arg({ type: ChangeGlRuleInput, required: true }) },
    errors: { types: [InvalidInputError, NotFoundError] },
    resolve: async (query, _root, { input: { ruleId, glAccountId, category, ...rule } }, context) => {
      const id = await changeGlRule(context, {
        ruleId: ruleIdOf(ruleId),
        ...ruleDimensionIds(rule),
        glAccountId: optionalId(glAccountId, 'GlAccount', 'glAccountId'),
        category,
      });
      return db.glRule.findUniqueOrThrow({ ...query, where: { id } });
    },
  }),
  deleteGlRule: t.field({
    type: GlRulesOrder,
    args: { input: t.arg({ type: DeleteGlRuleInput, required: true }) },
    errors: { types: [NotFoundError, InvalidInputError] },
    resolve: async (_root, { input }, context) => {
      await deleteGlRule(context, ruleIdOf(input.ruleId));
      return {};
    },
  }),
  reorderGlRules: t.field({
    type: GlRulesOrder,
    args: { input: t.arg({ type: ReorderGlRulesInput, required: true }) },
    errors: { types: [InvalidInputError, ConflictError] },
    resolve: async (_root, { input }, context) => {
      const ids = input.ruleIds.map((id, index) => ruleIdOf(id, `ruleIds.${index}`));
      await reorderGlRules(context, ids);
      return {};
    },
  }),
  setTeamGlAccount: t.prismaField({
    type: Team,
    args: { input: t.arg({ type: SetTeamGlAccountInput, required: true }) },
    errors: { types: [InvalidInputError, NotFoundError] },
    resolve: async (query, _root, { input }, context) => {
      const id = await setTeamGlAccount(context, {
        teamId: requireDatabaseId(input.teamId, 'Team', 'teamId'),
        glAccountId: optionalId(input.glAccountId, 'GlAccount', 'glAccountId') ?? null,
      });
      return db.team.findUniqueOrThrow({ ...query, where: { id } });
    },
  }),
}));
