import { Button, Checkbox, Group, Modal, Select, Stack, TextInput } from '@mantine/core';
import { schemaResolver, useForm } from '@mantine/form';
import { useState } from 'react';
import { useQuery } from 'urql';
import { z } from 'zod';
import { FormFrame } from '../../components/form/form-frame.tsx';
import { useFormMutation } from '../../components/form/use-form-mutation.ts';
import { SecretOnce } from '../../components/secret-once.tsx';
import { graphql } from '../../gql/index.ts';
import { scopeLabels } from '../../lib/labels.ts';
import { nameField } from '../../lib/person-fields.ts';
import { useViewer } from '../../lib/viewer.tsx';
import { expiryInstant, expiryOptions } from './token-expiry.ts';

const CreateApiToken = graphql(`
  mutation CreateApiToken($input: CreateApiTokenInput!) {
    createApiToken(input: $input) {
      __typename
      ... on CreatedApiToken {
        token
        apiToken {
          id
        }
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

const BillsQuery = graphql(`
  query CreateApiTokenDialog {
    connections(first: 500) {
      edges {
        node {
          id
          name
        }
      }
    }
  }
`);

const scopes = ['READ', 'USAGE_WRITE', 'MANAGE'] as const;
const schema = z.object({
  name: nameField,
  scopes: z.array(z.enum(scopes)).min(1, 'Choose what the token may do.'),
  expiry: z.string(),
  connectionId: z.string().nullable(),
});

/** Creates a token of one's own and shows it this once. */
export function CreateApiTokenDialog({ onClose }: { onClose: () => void }) {
  const { isAdmin } = useViewer();
  const [token, setToken] = useState<string | null>(null);
  const [{ data: bills }] = useQuery({ query: BillsQuery, pause: !isAdmin });
  const connections = bills?.connections.edges.flatMap((edge) => edge?.node ?? []) ?? [];
  const form = useForm({
    initialValues: {
      name: '',
      scopes: ['READ'] as (typeof scopes)[number][],
      expiry: '90',
      connectionId: null as string | null,
    },
    validate: schemaResolver(schema, { sync: true }),
  });
  const { isBusy, refusal, submit } = useFormMutation(form, {
    document: CreateApiToken,
    variables: ({ expiry, ...values }) => ({ input: { ...values, expiresAt: expiryInstant(expiry, new Date()) } }),
    pick: (data) => data.createApiToken,
    onSuccess: (created) => setToken(created.token),
  });
  return (
    <Modal opened onClose={onClose} title="New API token">
      {token ? (
        <Stack gap="md">
          <SecretOnce secret={token} what="token">
            Copy the token now: it is not shown again. Scripts send it as “Authorization: Bearer …”.
          </SecretOnce>
          <Group justify="flex-end">
            <Button onClick={onClose}>Done</Button>
          </Group>
        </Stack>
      ) : (
        <FormFrame onSubmit={submit} refusal={refusal} isBusy={isBusy} submitLabel="Create token" onCancel={onClose}>
          <TextInput
            label="Name"
            description="What it is for, such as “Monthly report”."
            data-autofocus
            {...form.getInputProps('name')}
          />
          <Checkbox.Group label="It may" {...form.getInputProps('scopes')}>
            <Stack gap="xs" mt={6}>
              {scopes.map((scope) => (
                <Checkbox key={scope} value={scope} label={scopeLabels[scope]} />
              ))}
            </Stack>
          </Checkbox.Group>
          <Select
            label="Expires"
            allowDeselect={false}
            data={expiryOptions(isAdmin)}
            {...form.getInputProps('expiry')}
          />
          {connections.length > 0 && form.values.scopes.includes('USAGE_WRITE') ? (
            <Select
              label="Usage it records is billed by"
              description="Left empty where keys of several accounts are used, or a subscription."
              clearable
              data={connections.map(({ id, name }) => ({ value: id, label: name }))}
              {...form.getInputProps('connectionId')}
            />
          ) : null}
        </FormFrame>
      )}
    </Modal>
  );
}
