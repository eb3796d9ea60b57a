import { Modal, Text } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { useForm } from '@mantine/form';
import { FormFrame } from '../../components/form/form-frame.tsx';
import { useFormMutation } from '../../components/form/use-form-mutation.ts';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { useToday } from '../../lib/viewer.tsx';
import { tellChange } from './tell-change.ts';

const CancelFragment = graphql(`
  fragment CancelDialog_subscription on PaidSubscription {
    id
    name
    version
    endsOn
    cancelledOn
    nextRenewal {
      date
    }
  }
`);

const CancelSubscription = graphql(`
  mutation CancelSubscription($input: CancelSubscriptionInput!) {
    cancelSubscription(input: $input) {
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

interface CancelDialogProps {
  subscription: FragmentType<typeof CancelFragment>;
  onClose: () => void;
}

/** Marks it cancelled; it runs until its end. */
export function CancelDialog({ subscription: masked, onClose }: CancelDialogProps) {
  const { id, name, version, endsOn, cancelledOn, nextRenewal } = readFragment(CancelFragment, masked);
  const today = useToday();
  const form = useForm<{ endsOn: string | null; cancelledOn: string | null }>({
    initialValues: { endsOn: endsOn ?? nextRenewal?.date ?? null, cancelledOn: cancelledOn ?? today },
  });
  const { isBusy, refusal, submit } = useFormMutation(form, {
    document: CancelSubscription,
    variables: (values) => ({
      input: {
        subscriptionId: id,
        version,
        ...(values.endsOn ? { endsOn: values.endsOn } : {}),
        ...(values.cancelledOn ? { cancelledOn: values.cancelledOn } : {}),
      },
    }),
    pick: (data) => data.cancelSubscription,
    onSuccess: (change) => {
      tellChange(change, `${name} is cancelled.`);
      onClose();
    },
  });
  return (
    <Modal opened onClose={onClose} title={endsOn ? `End of ${name}` : `Cancel ${name}`}>
      <FormFrame
        onSubmit={submit}
        refusal={refusal}
        isBusy={isBusy}
        submitLabel={endsOn ? 'Save' : 'Mark as cancelled'}
        {...(endsOn ? { onCancel: onClose } : {})}
      >
        <Text fz="sm">
          Outlay keeps the books only: cancel it at the vendor too. It runs until its end, what was charged stays, and
          nothing is charged from that day on.
        </Text>
        <DateInput
          label="First day without it"
          description="Empty: when what was paid for is over."
          clearable
          valueFormat="MMM D, YYYY"
          {...form.getInputProps('endsOn')}
        />
        <DateInput label="Cancelled on" valueFormat="MMM D, YYYY" {...form.getInputProps('cancelledOn')} />
      </FormFrame>
    </Modal>
  );
}
