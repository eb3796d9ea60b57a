import { Alert, Button, Group, Stack, TextInput } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { schemaResolver, useForm } from '@mantine/form';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { z } from 'zod';
import { FormSection } from '../../components/form/form-section.tsx';
import { StatusDot } from '../../components/status-dot.tsx';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { addDays, dayInZone } from '../../lib/day.ts';
import { type Failure, failureText } from '../../lib/mutation-result.ts';
import { useResultMutation } from '../../lib/use-result-mutation.ts';
import classes from './connect-form.module.css';
import { fieldOfFailure } from './credential-failure.ts';
import { CredentialFields, CredentialFieldsFragment, toCredentialInputs } from './credential-fields.tsx';
import { HistoryPresets } from './history-presets.tsx';
import { ScheduleField } from './schedule-field.tsx';

const VendorFragment = graphql(`
  fragment ConnectForm_vendor on ConnectableVendor {
    code
    name
    defaultBaseUrl
    defaultSchedule
    streams {
      name
      historyDays
    }
    ...CredentialFields_vendor
  }
`);

const CheckConnection = graphql(`
  mutation CheckConnection($input: CheckConnectionInput!) {
    checkConnection(input: $input) {
      __typename
      ... on CheckedConnection {
        accountName
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

const CreateConnection = graphql(`
  mutation CreateConnection($input: CreateConnectionInput!) {
    createConnection(input: $input) {
      __typename
      ... on Connection {
        id
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

const schema = z.object({
  credentials: z.record(z.string(), z.string().trim().min(1, 'Enter the key.')),
  baseUrl: z.string(),
  name: z.string().trim().max(100, 'Use at most 100 characters.'),
  backfillFrom: z.string().min(1, 'Choose the first day to read.'),
  schedule: z.string(),
});

/** Key, check with the vendor, then name, history and rhythm. */
export function ConnectForm({ vendor: masked }: { vendor: FragmentType<typeof VendorFragment> }) {
  const vendor = readFragment(VendorFragment, masked);
  const { credentialFields } = readFragment(CredentialFieldsFragment, vendor);
  const navigate = useNavigate();
  const [accountName, setAccountName] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [hasOwnAddress, setOwnAddress] = useState(false);
  const check = useResultMutation(CheckConnection, (data) => data.checkConnection);
  const create = useResultMutation(CreateConnection, (data) => data.createConnection);
  const today = dayInZone(new Date(), 'UTC');
  const historyDays = Math.max(...vendor.streams.map((stream) => stream.historyDays));

  const form = useForm({
    initialValues: {
      credentials: Object.fromEntries(credentialFields.map(({ name }) => [name, ''])),
      baseUrl: '',
      name: '',
      backfillFrom: addDays(today, -30),
      schedule: vendor.defaultSchedule,
    },
    validate: schemaResolver(schema, { sync: true }),
    // What was checked is no longer what is there.
    onValuesChange: (next, former) => {
      const isSame =
        next.baseUrl === former.baseUrl && JSON.stringify(next.credentials) === JSON.stringify(former.credentials);
      if (!isSame) setAccountName(null);
    },
  });

  const refuse = (failure: Failure) => {
    const field = fieldOfFailure(failure, credentialFields);
    if (field) form.setFieldError(field, failureText(failure));
    else setRefusal(failureText(failure));
    if (field === 'baseUrl') setOwnAddress(true);
  };
  const account = ({ credentials, baseUrl }: typeof form.values) => ({
    vendor: vendor.code,
    credentials: toCredentialInputs(credentials),
    baseUrl: baseUrl.trim() || null,
  });

  const submit = form.onSubmit(async (values) => {
    setRefusal(null);
    if (accountName === null) {
      const checked = await check.run({ input: account(values) });
      if (!checked.ok) return refuse(checked.failure);
      if (!values.name.trim()) form.setFieldValue('name', checked.value.accountName || vendor.name);
      return setAccountName(checked.value.accountName);
    }
    const { name, backfillFrom, schedule } = values;
    const created = await create.run({
      input: { ...account(values), name: name.trim() || vendor.name, backfillFrom, schedule },
    });
    if (!created.ok) return refuse(created.failure);
    await navigate({ to: '/integrations/connections/$connectionId', params: { connectionId: created.value.id } });
  });

  return (
    <form onSubmit={submit} noValidate className={classes.form}>
      <Stack gap="lg">
        <FormSection legend={`Key of ${vendor.name}`}>
          <CredentialFields vendor={vendor} form={form} />
          {hasOwnAddress ? (
            <TextInput
              label="Address"
              description={`In place of ${vendor.defaultBaseUrl}, for a gateway or a test. Empty: the vendor’s own.`}
              placeholder={vendor.defaultBaseUrl}
              type="url"
              {...form.getInputProps('baseUrl')}
            />
          ) : (
            <Button variant="subtle" size="compact-sm" className={classes.more} onClick={() => setOwnAddress(true)}>
              Use another address
            </Button>
          )}
        </FormSection>

        {accountName === null ? null : (
          <>
            <div role="status">
              <StatusDot tone="success">
                {vendor.name} accepts the key{accountName ? `: ${accountName}` : ''}.
              </StatusDot>
            </div>
            <FormSection legend="How to read it">
              <TextInput
                label="Name"
                description="What this account is called in reports."
                {...form.getInputProps('name')}
              />
              <DateInput
                label="Read history from"
                description={`UTC. ${vendor.name} answers up to ${historyDays} days back. More can be read later.`}
                valueFormat="YYYY-MM-DD"
                maxDate={today}
                {...form.getInputProps('backfillFrom')}
              />
              <HistoryPresets
                value={form.values.backfillFrom}
                onChange={(from) => form.setFieldValue('backfillFrom', from)}
              />
              <ScheduleField {...form.getInputProps('schedule')} />
            </FormSection>
          </>
        )}

        {refusal ? (
          <Alert color="red" variant="outline" role="alert">
            {refusal}
          </Alert>
        ) : null}
        <Group gap="xs">
          <Button type="submit" loading={check.isBusy || create.isBusy}>
            {accountName === null ? 'Check key' : 'Connect'}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
