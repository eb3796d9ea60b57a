import { db } from '../../db.ts';
import { builder } from '../../graphql/builder.ts';
import { FACTS_COST } from '../../graphql/query-limits.ts';
import { Team } from '../people/team.graphql.ts';
import { Tool } from '../usage/tool.graphql.ts';
import { GlAccount } from './gl-account.graphql.ts';
import { GlRuleInput, glRuleIds } from './gl-rule-input.graphql.ts';
import { type GlRuleMove, previewGlRules } from './preview-gl-rules.ts';

export const GlRule = builder.prismaNode('GlRule', {
  description: 'Places variable cost whose every given dimension matches; the first rule that does decides.',
  authScopes: { admin: true },
  id: { field: 'id' },
  fields: (t) => ({
    position: t.exposeInt('position', { description: 'From 1; lower is tried first.' }),
    vendor: t.relation('vendor', { nullable: true, description: 'Null: any.' }),
    tool: t.relation('tool', { nullable: true, type: Tool }),
    team: t.relation('team', { nullable: true }),
    project: t.relation('project', { nullable: true }),
    member: t.relation('member', { nullable: true }),
    glAccount: t.relation('glAccount'),
    category: t.exposeString('category', { description: 'Empty: none.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
  }),
});

builder.prismaObjectField(Team, 'defaultGlAccount', (t) =>
  t.relation('defaultGlAccount', {
    type: GlAccount,
    nullable: true,
    description: 'Of its variable cost that no rule places. For administrators.',
    authScopes: { admin: true },
    unauthorizedResolver: () => null,
  }),
);

const account = (id: number) => (id === 0 ? null : db.glAccount.findUnique({ where: { id } }));

const GlRuleMoveType = builder.objectRef<GlRuleMove>('GlRuleMove').implement({
  authScopes: { admin: true },
  fields: (t) => ({
    fromAccount: t.field({ type: GlAccount, nullable: true, resolve: ({ fromAccountId }) => account(fromAccountId) }),
    toAccount: t.field({ type: GlAccount, nullable: true, resolve: ({ toAccountId }) => account(toAccountId) }),
    fromCategory: t.exposeString('fromCategory'),
    toCategory: t.exposeString('toCategory'),
    spend: t.expose('spend', { type: 'Decimal', description: 'In the reporting currency.' }),
  }),
});

builder.queryFields((t) => ({
  glRules: t.prismaConnection({
    description: 'In the order in which they are tried.',
    type: GlRule,
    cursor: 'id',
    authScopes: { admin: true },
    totalCount: () => db.glRule.count(),
    resolve: (query) => db.glRule.findMany({ ...query, orderBy: [{ position: 'asc' }, { id: 'asc' }] }),
  }),
  tools: t.prismaConnection({
    description: 'By name.',
    type: Tool,
    cursor: 'id',
    authScopes: { scope: 'READ' },
    totalCount: () => db.tool.count(),
    resolve: (query) => db.tool.findMany({ ...query, orderBy: [{ name: 'asc' }, { id: 'asc' }] }),
  }),
  previewGlRules: t.field({
    description: 'Spend of these billing days that these rules, in place of the present ones, move between accounts.',
    type: [GlRuleMoveType],
    authScopes: { admin: true },
    complexity: FACTS_COST.aggregate,
    args: {
      from: t.arg({ type: 'Date', required: true }),
      until: t.arg({ type: 'Date', required: true, description: 'Day after the last.' }),
      rules: t.arg({ type: [GlRuleInput], required: true }),
    },
    resolve: (_root, { from, until, rules }, { actor }) =>
      previewGlRules(actor, {
        from,
        until,
        rules: rules.map((rule, index) => glRuleIds(rule, (name) => `rules.${index}.${name}`)),
      }),
  }),
}));
