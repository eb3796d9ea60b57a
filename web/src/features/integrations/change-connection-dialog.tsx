import { Alert, Modal, TextInput } from '@mantine/core';
import { schemaResolver, useForm } from '@mantine/form';
import { useState } from 'react';
import { z } from 'zod';
import { FormFrame } from '../../components/form/form-frame.tsx';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { failureText } from '../../lib/mutation-result.ts';
import { useResultMutation } from '../../lib/use-result-mutation.ts';
import { fieldOfFailure } from './credential-failure.ts';
import { CredentialFields, CredentialFieldsFragment, toCredentialInputs } from './credential-fields.tsx';

const ConnectionFragment = graphql(`
  fragment ChangeConnectionDialog_connection on Connection {
    id
    name
    status
    baseUrl
    environmentKey
    vendor {
      code
      defaultBaseUrl
      ...CredentialFields_vendor
    }
  }
`);

const ChangeConnection = graphql(`
  mutation ChangeConnection($input: ChangeConnectionInput!) {
    changeConnection(input: $input) {
      __typename
      ... on Connection {
        id
        name
        status
        baseUrl
        accountName
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

const schema = z.object({
  name: z.string().trim().min(1, 'Enter a name.').max(100, 'Use at most 100 characters.'),
  baseUrl: z.string(),
  credentials: z.record(z.string(), z.string()),
});

interface ChangeConnectionDialogProps {
  connection: FragmentType<typeof ConnectionFragment>;
  onClose: () => void;
}

/** Name, key and address of a connection; a disconnected one is connected again by its key. */
export function ChangeConnectionDialog({ connection: masked, onClose }: ChangeConnectionDialogProps) {
  const connection = readFragment(ConnectionFragment, masked);
  const { credentialFields } = readFragment(CredentialFieldsFragment, connection.vendor);
  const isDisconnected = connection.status === 'DISCONNECTED';
  const [refusal, setRefusal] = useState<string | null>(null);
  const { isBusy, run } = useResultMutation(ChangeConnection, (data) => data.changeConnection);
  const form = useForm({
    initialValues: {
      name: connection.name,
      baseUrl: connection.baseUrl ?? '',
      credentials: Object.fromEntries(credentialFields.map(({ name }) => [name, ''])),
    },
    validate: schemaResolver(schema, { sync: true }),
  });
  const submit = form.onSubmit(async ({ name, baseUrl, credentials }) => {
    setRefusal(null);
    const isKeyGiven = Object.values(credentials).some((value) => value.trim() !== '');
    const address = baseUrl.trim() || null;
    const outcome = await run({
      input: {
        id: connection.id,
        name,
        ...(address === connection.baseUrl ? {} : { baseUrl: address }),
        ...(isKeyGiven || isDisconnected ? { credentials: toCredentialInputs(credentials) } : {}),
      },
    });
    if (outcome.ok) return onClose();
    const field = fieldOfFailure(outcome.failure, credentialFields);
    if (field) form.setFieldError(field, failureText(outcome.failure));
    else setRefusal(failureText(outcome.failure));
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={isDisconnected ? `Connect ${connection.name} again` : `Change ${connection.name}`}
    >
      <FormFrame
        onSubmit={submit}
        refusal={refusal}
        isBusy={isBusy}
        submitLabel={isDisconnected ? 'Check and connect' : 'Save'}
        onCancel={onClose}
      >
        <TextInput label="Name" data-autofocus {...form.getInputProps('name')} />
        {connection.environmentKey ? (
          <Alert variant="outline" color="gray">
            Key and address come from {connection.environmentKey} in the server’s environment. Change them there and
            restart.
          </Alert>
        ) : (
          <>
            <CredentialFields vendor={connection.vendor} form={form} isReplacement={!isDisconnected} />
            <TextInput
              label="Address"
              description="Empty: the vendor’s own. A new key or address is checked with the vendor first."
              placeholder={connection.vendor.defaultBaseUrl}
              type="url"
              {...form.getInputProps('baseUrl')}
            />
          </>
        )}
      </FormFrame>
    </Modal>
  );
}
