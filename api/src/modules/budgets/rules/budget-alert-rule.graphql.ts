import { builder } from '../../../graphql/builder.ts';
import { BudgetAlert } from '../budget-alert.graphql.ts';
import { AlertRule } from './alert-rule.graphql.ts';

builder.prismaObjectFields(BudgetAlert, (t) => ({
  rule: t.relation('rule', { type: AlertRule, nullable: true, description: 'Null: of a budget.' }),
  concernedMember: t.relation('concernedMember', { nullable: true, description: 'Of a rule: the member it is about.' }),
}));
