import { Modal, Text } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { useForm } from '@mantine/form';
import { useNavigate } from '@tanstack/react-router';
import { FormFrame } from '../../components/form/form-frame.tsx';
import { useFormMutation } from '../../components/form/use-form-mutation.ts';
import { graphql, readFragment } from '../../gql/index.ts';
import { useToday, useViewer } from '../../lib/viewer.tsx';
import { chosenOwner, OwnerFields, type OwnerValues, ownerProblem } from './owner-fields.tsx';
import { ChangeOutcome, tellChange } from './tell-change.ts';

const HandOverSubscription = graphql(`
  mutation HandOverSubscription($input: HandOverSubscriptionInput!) {
    handOverSubscription(input: $input) {
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

interface Values extends OwnerValues {
  from: string | null;
  [field: string]: unknown;
}

interface HandOverDialogProps {
  subscription: { id: string; name: string; version: number; ownerMemberId?: string | undefined };
  onClose: () => void;
}

/** Gives it to somebody else from a day on. */
export function HandOverDialog({ subscription, onClose }: HandOverDialogProps) {
  const { id, name, version, ownerMemberId } = subscription;
  const { isAdmin } = useViewer();
  const today = useToday();
  const navigate = useNavigate();
  const form = useForm<Values>({
    initialValues: { ownerKind: 'member', memberId: null, teamId: null, from: today },
    validate: ownerProblem,
  });
  const { isBusy, refusal, submit } = useFormMutation(form, {
    document: HandOverSubscription,
    variables: (values) => ({
      input: { subscriptionId: id, version, ...chosenOwner(values), ...(values.from ? { from: values.from } : {}) },
    }),
    pick: (data) => data.handOverSubscription,
    onSuccess: (change) => {
      tellChange(change, `${name} was handed over.`);
      onClose();
      if (!readFragment(ChangeOutcome, change).subscription) void navigate({ to: '/my/subscriptions' });
    },
  });
  return (
    <Modal opened onClose={onClose} title={`Hand over ${name}`}>
      <FormFrame onSubmit={submit} refusal={refusal} isBusy={isBusy} submitLabel="Hand over" onCancel={onClose}>
        <OwnerFields
          label="New owner"
          kind={form.getValues().ownerKind}
          onKind={(kind) => form.setFieldValue('ownerKind', kind)}
          memberProps={form.getInputProps('memberId')}
          teamProps={form.getInputProps('teamId')}
          exceptMemberId={ownerMemberId}
        />
        <DateInput label="From" valueFormat="MMM D, YYYY" {...form.getInputProps('from')} />
        <Text fz="sm" c="dimmed">
          What is charged from then on is theirs; what was charged before stays.
          {isAdmin ? '' : ' You no longer see it once it is theirs.'}
        </Text>
      </FormFrame>
    </Modal>
  );
}
