import { Modal, Select, TextInput } from '@mantine/core';
import { schemaResolver, useForm } from '@mantine/form';
import { z } from 'zod';
import { FormFrame } from '../../components/form/form-frame.tsx';
import { useFormMutation } from '../../components/form/use-form-mutation.ts';
import type { MemberRole } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { nameField } from '../../lib/person-fields.ts';
import { roleOptions } from './role-options.ts';

const ChangeMember = graphql(`
  mutation ChangeMemberDialog($input: ChangeMemberInput!) {
    changeMember(input: $input) {
      __typename
      ... on Member {
        id
        name
        role
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

const schema = z.object({ name: nameField, role: z.enum(['ADMIN', 'MEMBER']) });

interface ChangeMemberDialogProps {
  member: { id: string; name: string; role: MemberRole | null };
  onClose: () => void;
}

export function ChangeMemberDialog({ member, onClose }: ChangeMemberDialogProps) {
  const form = useForm({
    initialValues: { name: member.name, role: member.role ?? 'MEMBER' },
    validate: schemaResolver(schema, { sync: true }),
  });
  const { isBusy, refusal, submit } = useFormMutation(form, {
    document: ChangeMember,
    variables: (values) => ({ input: { memberId: member.id, ...values } }),
    pick: (data) => data.changeMember,
    onSuccess: onClose,
  });
  return (
    <Modal opened onClose={onClose} title={`Change ${member.name}`}>
      <FormFrame onSubmit={submit} refusal={refusal} isBusy={isBusy} submitLabel="Save" onCancel={onClose}>
        <TextInput label="Name" data-autofocus {...form.getInputProps('name')} />
        <Select label="Role" allowDeselect={false} data={roleOptions} {...form.getInputProps('role')} />
      </FormFrame>
    </Modal>
  );
}
