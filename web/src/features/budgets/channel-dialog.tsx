import { Checkbox, Modal, MultiSelect, NumberInput, Select, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { schemaResolver, useForm } from '@mantine/form';
import { useState } from 'react';
import { FormFrame } from '../../components/form/form-frame.tsx';
import { FormSection } from '../../components/form/form-section.tsx';
import { TagsField } from '../../components/form/locale-fields.tsx';
import { useFormMutation } from '../../components/form/use-form-mutation.ts';
import { graphql } from '../../gql/index.ts';
import { useViewer } from '../../lib/viewer.tsx';
import { ruleKindLabels, severityLabels } from './alert-words.ts';
import { choicesOf } from './budget-words.ts';
import { type Channel, channelKindLabels, digestLabels } from './channel.ts';
import { type ChannelValues, channelInput, channelSchema, channelValues, formField } from './channel-form.ts';
import { SecretDialog } from './rotate-secret-dialog.tsx';
import { useSubjectChoices } from './use-subject-choices.ts';

const CreateNotificationChannel = graphql(`
  mutation CreateNotificationChannel($input: CreateNotificationChannelInput!) {
    createNotificationChannel(input: $input) {
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

export const ChangeNotificationChannel = graphql(`
  mutation ChangeNotificationChannel($input: ChangeNotificationChannelInput!) {
    changeNotificationChannel(input: $input) {
      __typename
      ... on NotificationChannel {
        ...ChannelRow
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

interface ChannelDialogProps {
  /** The one to change; absent: a new one. */
  channel?: Channel;
  onClose: () => void;
}

/** Where alerts are sent, which, and when. */
export function ChannelDialog({ channel, onClose }: ChannelDialogProps) {
  const { zone } = useViewer();
  const [secret, setSecret] = useState<string | null>(null);
  const teams = useSubjectChoices('TEAM', '');
  const form = useForm<ChannelValues>({
    initialValues: channelValues(channel),
    validate: schemaResolver(channelSchema(!channel), { sync: true }),
  });
  const create = useFormMutation(form, {
    document: CreateNotificationChannel,
    variables: (values) => ({ input: { kind: values.kind, ...channelInput(values) } }),
    pick: (data) => data.createNotificationChannel,
    fieldOf: formField,
    onSuccess: ({ signingSecret }) => (signingSecret ? setSecret(signingSecret) : onClose()),
  });
  const change = useFormMutation(form, {
    document: ChangeNotificationChannel,
    variables: (values) => ({ input: { channelId: channel?.id ?? '', ...channelInput(values) } }),
    pick: (data) => data.changeNotificationChannel,
    fieldOf: formField,
    onSuccess: onClose,
  });
  if (secret) return <SecretDialog secret={secret} onClose={onClose} />;
  const { submit, isBusy, refusal } = channel ? change : create;
  const { kind, digest, includesRules, hasQuietHours } = form.getValues();
  const check = (name: string) => form.getInputProps(name, { type: 'checkbox' });
  return (
    <Modal opened onClose={onClose} title={channel ? `Change ${channel.name}` : 'New channel'} size="lg">
      <FormFrame
        onSubmit={submit}
        refusal={refusal}
        isBusy={isBusy}
        submitLabel={channel ? 'Save' : 'Create channel'}
        onCancel={onClose}
      >
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
          {channel ? null : (
            <Select
              label="Kind"
              data={choicesOf(channelKindLabels)}
              allowDeselect={false}
              {...form.getInputProps('kind')}
            />
          )}
          <TextInput label="Name" data-autofocus {...form.getInputProps('name')} />
        </SimpleGrid>
        {kind === 'EMAIL' ? (
          <FormSection legend="Recipients">
            <Stack gap="xs">
              <Checkbox label="Every active administrator" {...check('toAdmins')} />
              <Checkbox label="Members whom an alert concerns" {...check('toConcernedMembers')} />
            </Stack>
            <TagsField label="Addresses" {...form.getInputProps('recipients')} />
          </FormSection>
        ) : (
          <TextInput
            label="Address"
            description={
              channel ? `Now at ${channel.urlHint}. Empty: it stays.` : 'It is kept encrypted and never shown again.'
            }
            placeholder="https://"
            autoComplete="off"
            {...form.getInputProps('url')}
          />
        )}
        <FormSection legend="Which alerts">
          <Stack gap="xs">
            <Checkbox label="Of budgets" {...check('includesBudgets')} />
            <Checkbox label="Of rules" {...check('includesRules')} />
          </Stack>
          <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
            <MultiSelect
              label="Severities"
              placeholder="Every one"
              data={choicesOf(severityLabels)}
              {...form.getInputProps('severities')}
            />
            <MultiSelect
              label="Teams"
              placeholder="Every one"
              searchable
              data={teams.map(({ value, label }) => ({ value, label }))}
              {...form.getInputProps('teamIds')}
            />
          </SimpleGrid>
          {includesRules ? (
            <MultiSelect
              label="Kinds of rules"
              placeholder="Every one"
              data={choicesOf(ruleKindLabels)}
              {...form.getInputProps('ruleKinds')}
            />
          ) : null}
        </FormSection>
        <FormSection legend="When">
          <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
            <Select
              label="Sent"
              data={choicesOf(digestLabels)}
              allowDeselect={false}
              {...form.getInputProps('digest')}
            />
            {digest === 'DAILY' ? (
              <NumberInput
                label={`Hour of the day, ${zone}`}
                min={0}
                max={23}
                allowDecimal={false}
                {...form.getInputProps('digestHour')}
              />
            ) : null}
          </SimpleGrid>
          <Checkbox label="Quiet hours: what comes in then waits" {...check('hasQuietHours')} />
          {hasQuietHours ? (
            <SimpleGrid cols={2} spacing="sm">
              <TextInput label={`Quiet from, ${zone}`} {...form.getInputProps('quietFrom')} />
              <TextInput label={`Quiet until, ${zone}`} {...form.getInputProps('quietUntil')} />
            </SimpleGrid>
          ) : null}
        </FormSection>
      </FormFrame>
    </Modal>
  );
}
