import { Modal, Select, TextInput } from '@mantine/core';
import { schemaResolver, useForm } from '@mantine/form';
import { z } from 'zod';
import { FormFrame } from '../../components/form/form-frame.tsx';
import { useFormMutation } from '../../components/form/use-form-mutation.ts';
import type { GlAccountType } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { nameField } from '../../lib/person-fields.ts';

const CreateGlAccount = graphql(`
  mutation CreateGlAccount($input: CreateGlAccountInput!) {
    createGlAccount(input: $input) {
      __typename
      ... on GlAccount {
        id
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

const ChangeGlAccount = graphql(`
  mutation ChangeGlAccount($input: ChangeGlAccountInput!) {
    changeGlAccount(input: $input) {
      __typename
      ... on GlAccount {
        id
        code
        name
        type
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

export const accountTypeLabels = { EXPENSE: 'Expense', ASSET: 'Asset', LIABILITY: 'Liability' } as const;
const types = ['EXPENSE', 'ASSET', 'LIABILITY'] as const;

const schema = z.object({
  code: z.string().trim().min(1, 'Enter the code, such as 6210.').max(30, 'Use at most 30 characters.'),
  name: nameField,
  type: z.enum(types),
});

interface AccountDialogProps {
  /** The account to change; absent: a new one. */
  account?: { id: string; code: string; name: string; type: GlAccountType };
  onClose: () => void;
}

export function AccountDialog({ account, onClose }: AccountDialogProps) {
  const form = useForm<z.input<typeof schema>>({
    initialValues: { code: account?.code ?? '', name: account?.name ?? '', type: account?.type ?? 'EXPENSE' },
    validate: schemaResolver(schema, { sync: true }),
  });
  const create = useFormMutation(form, {
    document: CreateGlAccount,
    variables: (values) => ({ input: values }),
    pick: (data) => data.createGlAccount,
    onSuccess: onClose,
  });
  const change = useFormMutation(form, {
    document: ChangeGlAccount,
    variables: (values) => ({ input: { glAccountId: account?.id ?? '', ...values } }),
    pick: (data) => data.changeGlAccount,
    onSuccess: onClose,
  });
  const { submit, isBusy, refusal } = account ? change : create;
  return (
    <Modal opened onClose={onClose} title={account ? `Change ${account.code} ${account.name}` : 'New account'}>
      <FormFrame
        onSubmit={submit}
        refusal={refusal}
        isBusy={isBusy}
        submitLabel={account ? 'Save' : 'Create account'}
        onCancel={onClose}
      >
        <TextInput label="Code" data-autofocus {...form.getInputProps('code')} />
        <TextInput label="Name" {...form.getInputProps('name')} />
        <Select
          label="Type"
          data={types.map((value) => ({ value, label: accountTypeLabels[value] }))}
          allowDeselect={false}
          {...form.getInputProps('type')}
        />
      </FormFrame>
    </Modal>
  );
}
