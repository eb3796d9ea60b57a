import { Modal } from '@mantine/core';
import { useForm } from '@mantine/form';
import { FormFrame } from '../../components/form/form-frame.tsx';
import { useFormMutation } from '../../components/form/use-form-mutation.ts';
import { graphql } from '../../gql/index.ts';
import { useToday, useViewer } from '../../lib/viewer.tsx';
import { AddSubscriptionFields } from './add-subscription-fields.tsx';
import { type NewSubscriptionValues, newSubscriptionProblems, toCreateInput } from './new-subscription-form.ts';
import { tellChange } from './tell-change.ts';

const CreateSubscription = graphql(`
  mutation CreateSubscription($input: CreateSubscriptionInput!) {
    createSubscription(input: $input) {
      __typename
      ... on SubscriptionChange {
        subscription {
          id
          name
          status
        }
        ...ChangeOutcome_change
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

interface AddSubscriptionDialogProps {
  /** Theirs without a question: a member adds their own. */
  isOwn: boolean;
  onClose: () => void;
}

/** One subscription, from a plan of the catalogue or described by hand. */
export function AddSubscriptionDialog({ isOwn, onClose }: AddSubscriptionDialogProps) {
  const { memberId } = useViewer();
  const today = useToday();
  const form = useForm<NewSubscriptionValues>({
    initialValues: {
      from: 'catalogue',
      planCode: null,
      name: '',
      vendor: '',
      interval: 'MONTHLY',
      amount: '',
      currency: 'USD',
      seats: 1,
      isVariable: false,
      startedOn: today,
      trialUntil: null,
      endsOn: null,
      noticeDays: '',
      reminderDays: '',
      category: '',
      notes: '',
      ownerKind: 'member',
      memberId: isOwn ? memberId : null,
      teamId: null,
    },
    validate: newSubscriptionProblems,
  });
  const { isBusy, refusal, submit } = useFormMutation(form, {
    document: CreateSubscription,
    variables: (values) => ({ input: toCreateInput(values) }),
    pick: (data) => data.createSubscription,
    onSuccess: (change) => {
      const { name, status } = change.subscription ?? {};
      tellChange(
        change,
        status === 'PENDING'
          ? `${name} waits for an administrator; until then it counts nothing.`
          : `${name} was added.`,
      );
      onClose();
    },
  });
  return (
    <Modal opened onClose={onClose} title="Add a subscription" size="lg">
      <FormFrame onSubmit={submit} refusal={refusal} isBusy={isBusy} submitLabel="Add" onCancel={onClose}>
        <AddSubscriptionFields form={form} isOwn={isOwn} />
      </FormFrame>
    </Modal>
  );
}
