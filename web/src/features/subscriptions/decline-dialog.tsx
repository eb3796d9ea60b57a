import { Modal, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { FormFrame } from '../../components/form/form-frame.tsx';
import { useFormMutation } from '../../components/form/use-form-mutation.ts';
import { graphql } from '../../gql/index.ts';
import { tellChange } from './tell-change.ts';

const DeclineSubscription = graphql(`
  mutation DeclineSubscription($input: DeclineSubscriptionInput!) {
    declineSubscription(input: $input) {
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

interface DeclineDialogProps {
  subscription: { id: string; name: string; version: number };
  onClose: () => void;
}

export function DeclineDialog({ subscription: { id, name, version }, onClose }: DeclineDialogProps) {
  const form = useForm({
    initialValues: { note: '' },
    validate: { note: (note) => (note.trim() ? null : 'Say why not.') },
  });
  const { isBusy, refusal, submit } = useFormMutation(form, {
    document: DeclineSubscription,
    variables: ({ note }) => ({ input: { subscriptionId: id, version, note } }),
    pick: (data) => data.declineSubscription,
    onSuccess: (change) => {
      tellChange(change, `${name} was declined.`);
      onClose();
    },
  });
  return (
    <Modal opened onClose={onClose} title={`Decline ${name}`}>
      <FormFrame onSubmit={submit} refusal={refusal} isBusy={isBusy} submitLabel="Decline" onCancel={onClose}>
        <Textarea
          label="Reason"
          description="Who asked for it reads this."
          autosize
          minRows={2}
          data-autofocus
          {...form.getInputProps('note')}
        />
      </FormFrame>
    </Modal>
  );
}
