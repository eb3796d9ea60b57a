import { Modal, NumberInput, Textarea, TextInput } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { schemaResolver, useForm } from '@mantine/form';
import { z } from 'zod';
import { FormFrame } from '../../components/form/form-frame.tsx';
import { useFormMutation } from '../../components/form/use-form-mutation.ts';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { nameField } from '../../lib/person-fields.ts';
import { useViewer } from '../../lib/viewer.tsx';
import { BookingFields } from './booking-fields.tsx';
import { FormColumns } from './form-columns.tsx';
import { daysField } from './new-subscription-form.ts';
import { tellChange } from './tell-change.ts';

const ChangeDetailsFragment = graphql(`
  fragment ChangeDetailsDialog_subscription on PaidSubscription {
    id
    name
    version
    startedOn
    trialUntil
    noticeDays
    reminderDays
    category
    notes
    project {
      id
    }
    glAccount {
      id
    }
    connection {
      id
    }
  }
`);

const ChangeDetails = graphql(`
  mutation ChangeSubscriptionDetails($input: ChangeSubscriptionInput!) {
    changeSubscription(input: $input) {
      __typename
      ... on SubscriptionChange {
        ...ChangeOutcome_change
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

const schema = z.object({
  name: nameField,
  startedOn: z.string('Choose the first day.'),
  noticeDays: daysField,
  reminderDays: daysField,
});

interface ChangeDetailsDialogProps {
  subscription: FragmentType<typeof ChangeDetailsFragment>;
  onClose: () => void;
}

/** Name, dates, notice, notes and where it is booked: corrections that hold for all its time. */
export function ChangeDetailsDialog({ subscription: masked, onClose }: ChangeDetailsDialogProps) {
  const { isAdmin } = useViewer();
  const subscription = readFragment(ChangeDetailsFragment, masked);
  const { id, version, project, glAccount, connection } = subscription;
  const form = useForm({
    initialValues: {
      name: subscription.name,
      startedOn: subscription.startedOn as string | null,
      trialUntil: subscription.trialUntil,
      noticeDays: subscription.noticeDays as number | string,
      reminderDays: (subscription.reminderDays ?? '') as number | string,
      category: subscription.category,
      notes: subscription.notes,
      projectId: project?.id ?? null,
      glAccountId: glAccount?.id ?? null,
      connectionId: connection?.id ?? null,
    },
    validate: schemaResolver(schema, { sync: true }),
  });
  const { isBusy, refusal, submit } = useFormMutation(form, {
    document: ChangeDetails,
    variables: ({ glAccountId, connectionId, ...values }) => ({
      input: {
        ...values,
        subscriptionId: id,
        version,
        trialUntil: values.trialUntil || null,
        noticeDays: Number(values.noticeDays),
        reminderDays: typeof values.reminderDays === 'number' ? values.reminderDays : null,
        ...(isAdmin ? { glAccountId, connectionId } : {}),
      },
    }),
    pick: (data) => data.changeSubscription,
    onSuccess: (change) => {
      tellChange(change, `${form.getValues().name} was changed.`);
      onClose();
    },
  });
  return (
    <Modal opened onClose={onClose} title={`Details of ${subscription.name}`} size="lg">
      <FormFrame onSubmit={submit} refusal={refusal} isBusy={isBusy} submitLabel="Save" onCancel={onClose}>
        <TextInput label="Name" data-autofocus {...form.getInputProps('name')} />
        <FormColumns>
          <DateInput label="First day" valueFormat="MMM D, YYYY" {...form.getInputProps('startedOn')} />
          <DateInput label="Trial until" clearable valueFormat="MMM D, YYYY" {...form.getInputProps('trialUntil')} />
          <NumberInput label="Notice, days" allowDecimal={false} {...form.getInputProps('noticeDays')} />
          <NumberInput
            label="Reminder, days before"
            placeholder="None"
            allowDecimal={false}
            {...form.getInputProps('reminderDays')}
          />
        </FormColumns>
        <BookingFields
          category={form.getInputProps('category')}
          project={form.getInputProps('projectId')}
          glAccount={form.getInputProps('glAccountId')}
          connection={form.getInputProps('connectionId')}
        />
        <Textarea label="Notes" autosize minRows={2} {...form.getInputProps('notes')} />
      </FormFrame>
    </Modal>
  );
}
