import { builder } from '../../graphql/builder.ts';
import { InvalidInputError } from '../../lib/errors.ts';
import { accountingSettings, changeAccountingSettings } from './change-accounting-settings.ts';
import { postingAccounts } from './gl-account-uses.ts';
import { optionalId } from './optional-id.ts';

const AccountingSettings = builder.prismaObject('AccountingSettings', {
  description: 'Accounts that journals post against; null: not chosen yet. For administrators.',
  authScopes: { admin: true },
  fields: (t) => ({
    defaultExpenseAccount: t.relation('defaultExpenseAccount', {
      nullable: true,
      description: 'Of variable cost that no rule and no team places.',
    }),
    payableAccount: t.relation('payableAccount', { nullable: true }),
    accruedAccount: t.relation('accruedAccount', { nullable: true }),
    prepaidAccount: t.relation('prepaidAccount', { nullable: true }),
    roundingAccount: t.relation('roundingAccount', { nullable: true }),
    requiresSubscriptionApproval: t.exposeBoolean('requiresSubscriptionApproval', {
      description: "A member's new subscription waits for an administrator.",
    }),
  }),
});

builder.queryField('accountingSettings', (t) =>
  t.field({ type: AccountingSettings, authScopes: { admin: true }, resolve: () => accountingSettings() }),
);

const ChangeAccountingSettingsInput = builder.inputType('ChangeAccountingSettingsInput', {
  description: 'What is left out stays; null: none.',
  fields: (t) => ({
    defaultExpenseAccountId: t.id({ description: 'Of type EXPENSE.' }),
    payableAccountId: t.id({ description: 'Of type LIABILITY.' }),
    accruedAccountId: t.id({ description: 'Of type LIABILITY.' }),
    prepaidAccountId: t.id({ description: 'Of type ASSET.' }),
    roundingAccountId: t.id({ description: 'Of type EXPENSE.' }),
    requiresSubscriptionApproval: t.boolean(),
  }),
});

builder.mutationField('changeAccountingSettings', (t) =>
  t.field({
    type: AccountingSettings,
    args: { input: t.arg({ type: ChangeAccountingSettingsInput, required: true }) },
    errors: { types: [InvalidInputError] },
    resolve: (_root, { input: { requiresSubscriptionApproval, ...input } }, context) => {
      const ids = postingAccounts.map((field) => [field, optionalId(input[field], 'GlAccount', field)]);
      return changeAccountingSettings(context, { requiresSubscriptionApproval, ...Object.fromEntries(ids) });
    },
  }),
);
