import { Button, Group, Modal, Select, Stack, TextInput } from '@mantine/core';
import { schemaResolver, useForm } from '@mantine/form';
import { useState } from 'react';
import { z } from 'zod';
import { FormFrame } from '../../components/form/form-frame.tsx';
import { useFormMutation } from '../../components/form/use-form-mutation.ts';
import { SecretOnce } from '../../components/secret-once.tsx';
import type { MemberRole } from '../../gql/graphql.ts';
import { emailField, nameField } from '../../lib/person-fields.ts';
import { InviteMember } from './invite-member.ts';
import { roleOptions } from './role-options.ts';

const schema = z.object({ email: emailField, name: nameField, role: z.enum(['ADMIN', 'MEMBER']) });

/** Creates an invited member, then shows the link that lets them choose a password. */
export function InviteMemberDialog({ onClose }: { onClose: () => void }) {
  const [invitation, setInvitation] = useState<{ link: string; isMailed: boolean } | null>(null);
  const form = useForm({
    initialValues: { email: '', name: '', role: 'MEMBER' as MemberRole },
    validate: schemaResolver(schema, { sync: true }),
  });
  const { isBusy, refusal, submit } = useFormMutation(form, {
    document: InviteMember,
    variables: (input) => ({ input }),
    pick: (data) => data.inviteMember,
    onSuccess: ({ link, isMailed }) => setInvitation({ link, isMailed }),
  });
  return (
    <Modal opened onClose={onClose} title="Invite a member">
      {invitation ? (
        <Stack gap="md">
          <SecretOnce secret={invitation.link} what="link">
            {invitation.isMailed ? 'It was mailed too. ' : ''}Send this link to {form.getValues().email}. It works once
            within 7 days, lets them choose a password, and is not shown again.
          </SecretOnce>
          <Group justify="flex-end">
            <Button onClick={onClose}>Done</Button>
          </Group>
        </Stack>
      ) : (
        <FormFrame
          onSubmit={submit}
          refusal={refusal}
          isBusy={isBusy}
          submitLabel="Create invitation"
          onCancel={onClose}
        >
          <TextInput label="Email" type="email" data-autofocus {...form.getInputProps('email')} />
          <TextInput label="Name" {...form.getInputProps('name')} />
          <Select
            label="Role"
            description="Members see their own figures; administrators see everything and change settings."
            allowDeselect={false}
            data={roleOptions}
            {...form.getInputProps('role')}
          />
        </FormFrame>
      )}
    </Modal>
  );
}
