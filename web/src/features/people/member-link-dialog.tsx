import { Button, Group, Modal, Stack } from '@mantine/core';
import { useState } from 'react';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { SecretOnce } from '../../components/secret-once.tsx';
import type { MemberRole, MemberStatus } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { failureText } from '../../lib/mutation-result.ts';
import { useResultMutation } from '../../lib/use-result-mutation.ts';
import { InviteMember } from './invite-member.ts';

const CreatePasswordResetLink = graphql(`
  mutation CreatePasswordResetLink($input: CreatePasswordResetLinkInput!) {
    createPasswordResetLink(input: $input) {
      __typename
      ... on PasswordResetLink {
        link
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

interface MemberLinkDialogProps {
  member: { id: string; name: string; email: string | null; role: MemberRole | null; status: MemberStatus | null };
  onClose: () => void;
}

/** A link by which the member chooses a password: a reset for those who have signed in, else an invitation. */
export function MemberLinkDialog({ member, onClose }: MemberLinkDialogProps) {
  const { id, name, email, role, status } = member;
  const [link, setLink] = useState<string | null>(null);
  const reset = useResultMutation(CreatePasswordResetLink, (data) => data.createPasswordResetLink);
  const invite = useResultMutation(InviteMember, (data) => data.inviteMember);
  const what = status === 'ACTIVE' ? 'password reset link' : 'invitation link';
  const create = async () => {
    const outcome =
      status === 'ACTIVE'
        ? await reset.run({ input: { memberId: id } })
        : await invite.run({ input: { email: email ?? '', name, role: role ?? 'MEMBER' } });
    if (!outcome.ok) return failureText(outcome.failure);
    setLink(outcome.value.link);
    return null;
  };
  if (!link)
    return (
      <ConfirmDialog
        title={`Create ${what}?`}
        confirmLabel="Create link"
        staysOpen
        onClose={onClose}
        onConfirm={create}
      >
        Whoever holds the link can choose a password for {name}. Earlier links stop working.
      </ConfirmDialog>
    );
  return (
    <Modal opened onClose={onClose} title={`Link for ${name}`}>
      <Stack gap="md">
        <SecretOnce secret={link} what="link">
          Send this {what} to {name}. It works once and is not shown again.
        </SecretOnce>
        <Group justify="flex-end">
          <Button onClick={onClose}>Done</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
