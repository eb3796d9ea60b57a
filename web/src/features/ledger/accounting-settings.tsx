import { Alert, Button, Group, SimpleGrid, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useQuery } from 'urql';
import { FactsSkeleton } from '../../components/facts-skeleton.tsx';
import { ChoiceSelect } from '../../components/form/choice-select.tsx';
import { useFormMutation } from '../../components/form/use-form-mutation.ts';
import { Loaded } from '../../components/loaded.tsx';
import type { AccountingSettingsQuery, GlAccountType } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { accountLabel } from './ledger-entry.ts';
import { useAccounts } from './use-ledger-choices.ts';

const AccountingSettingsDocument = graphql(`
  query AccountingSettings {
    accountingSettings {
      defaultExpenseAccount {
        id
      }
      payableAccount {
        id
      }
      accruedAccount {
        id
      }
      prepaidAccount {
        id
      }
      roundingAccount {
        id
      }
    }
  }
`);

const ChangeAccountingSettings = graphql(`
  mutation ChangeAccountingSettings($input: ChangeAccountingSettingsInput!) {
    changeAccountingSettings(input: $input) {
      __typename
      ... on Error {
        ...Failure
      }
    }
  }
`);

const fields = [
  { name: 'defaultExpenseAccountId', label: 'Default expense', hint: 'Variable cost no rule places', type: 'EXPENSE' },
  { name: 'payableAccountId', label: 'Payables', hint: 'Owed to vendors', type: 'LIABILITY' },
  { name: 'accruedAccountId', label: 'Accrued', hint: 'Used, not billed yet', type: 'LIABILITY' },
  { name: 'prepaidAccountId', label: 'Prepaid', hint: 'Paid for later days', type: 'ASSET' },
  { name: 'roundingAccountId', label: 'Rounding', hint: 'Cents that balance a journal', type: 'EXPENSE' },
] as const satisfies readonly { name: string; label: string; hint: string; type: GlAccountType }[];

/** The accounts that journals post against. */
export function AccountingSettings() {
  const query = useQuery({ query: AccountingSettingsDocument });
  return (
    <section aria-labelledby="accounting-settings">
      <Title order={2} id="accounting-settings" mb="xs">
        Accounts that journals post to
      </Title>
      <Loaded query={query} skeleton={<FactsSkeleton />}>
        {({ accountingSettings }) => <SettingsForm settings={accountingSettings} />}
      </Loaded>
    </section>
  );
}

function SettingsForm({ settings }: { settings: AccountingSettingsQuery['accountingSettings'] }) {
  const accounts = useAccounts();
  const form = useForm({
    initialValues: {
      defaultExpenseAccountId: settings.defaultExpenseAccount?.id ?? '',
      payableAccountId: settings.payableAccount?.id ?? '',
      accruedAccountId: settings.accruedAccount?.id ?? '',
      prepaidAccountId: settings.prepaidAccount?.id ?? '',
      roundingAccountId: settings.roundingAccount?.id ?? '',
    },
  });
  const { submit, isBusy, refusal } = useFormMutation(form, {
    document: ChangeAccountingSettings,
    variables: (ids) => ({
      input: Object.fromEntries(Object.entries(ids).map(([name, id]) => [name, id || null])),
    }),
    pick: (data) => data.changeAccountingSettings,
    onSuccess: () => {
      form.resetDirty();
      notifications.show({ message: 'The accounts are saved.' });
    },
  });
  return (
    <form onSubmit={submit} noValidate>
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 5 }} spacing="sm">
        {fields.map(({ name, label, hint, type }) => (
          <ChoiceSelect
            key={name}
            label={label}
            description={hint}
            placeholder="Not chosen"
            choices={accounts
              .filter((account) => account.type === type)
              .map((account) => ({ value: account.id, label: accountLabel(account) }))}
            clearable
            {...form.getInputProps(name)}
          />
        ))}
      </SimpleGrid>
      {refusal ? (
        <Alert color="red" variant="outline" role="alert" mt="sm">
          {refusal}
        </Alert>
      ) : null}
      <Group mt="md">
        <Button type="submit" loading={isBusy} disabled={!form.isDirty()}>
          Save accounts
        </Button>
      </Group>
    </form>
  );
}
