import { Button, Group, Modal, Stack } from '@mantine/core';
import { useState } from 'react';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { SecretOnce } from '../../components/secret-once.tsx';
import { graphql } from '../../gql/index.ts';
import { failureText } from '../../lib/mutation-result.ts';
import { useResultMutation } from '../../lib/use-result-mutation.ts';

const RotateNotificationSecret = graphql(`
  mutation RotateNotificationSecret($input: RotateNotificationSecretInput!) {
    rotateNotificationSecret(input: $input) {
      __typename
      ... on NotificationChannelWithSecret {
        signingSecret
        channel {
          ...ChannelRow
        }
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

interface RotateSecretDialogProps {
  channel: { id: string; name: string };
  onClose: () => void;
}

/** Another secret in place of the one there was, shown this once. */
export function RotateSecretDialog({ channel: { id, name }, onClose }: RotateSecretDialogProps) {
  const [secret, setSecret] = useState<string | null>(null);
  const { run } = useResultMutation(RotateNotificationSecret, (data) => data.rotateNotificationSecret);
  const rotate = async () => {
    const outcome = await run({ input: { channelId: id } });
    if (!outcome.ok) return failureText(outcome.failure);
    setSecret(outcome.value.signingSecret);
    return null;
  };
  if (secret) return <SecretDialog secret={secret} onClose={onClose} />;
  return (
    <ConfirmDialog
      title={`New signing secret for ${name}?`}
      confirmLabel="Make a new secret"
      staysOpen
      onClose={onClose}
      onConfirm={rotate}
    >
      Messages are signed with the new secret from now on. The receiver needs it before it can check them again.
    </ConfirmDialog>
  );
}

/** The signing secret of a webhook, this once. */
export function SecretDialog({ secret, onClose }: { secret: string; onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title="Signing secret">
      <Stack gap="md">
        <SecretOnce secret={secret} what="secret">
          Copy it now: it is not shown again. The receiver checks the headers webhook-id, webhook-timestamp and
          webhook-signature with it.
        </SecretOnce>
        <Group justify="flex-end">
          <Button onClick={onClose}>Done</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
