import { Modal, TextInput } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { schemaResolver, useForm } from '@mantine/form';
import { z } from 'zod';
import { FormFrame } from '../../components/form/form-frame.tsx';
import { useFormMutation } from '../../components/form/use-form-mutation.ts';
import { graphql } from '../../gql/index.ts';
import { isDecimal, shiftPoint } from '../../lib/decimal.ts';
import { useToday } from '../../lib/viewer.tsx';

const SetDiscount = graphql(`
  mutation SetDiscount($input: SetNegotiatedDiscountInput!) {
    setNegotiatedDiscount(input: $input) {
      __typename
      ... on NegotiatedDiscount {
        id
        rate
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

const percent = z
  .string()
  .trim()
  .refine((text) => isDecimal(text) && Number(text) >= 0 && Number(text) <= 100, 'Write a percentage from 0 to 100.');

const schema = z
  .object({ rate: percent, from: z.string().min(1, 'Choose the first day.'), until: z.string().nullish() })
  .refine(({ from, until }) => !until || from < until, {
    path: ['until'],
    message: 'Choose a day after the first one.',
  });

interface SetDiscountDialogProps {
  connectionId: string;
  onClose: () => void;
}

export function SetDiscountDialog({ connectionId, onClose }: SetDiscountDialogProps) {
  const today = useToday();
  const form = useForm<{ rate: string; from: string; until: string | null }>({
    initialValues: { rate: '', from: `${today.slice(0, 7)}-01`, until: null },
    validate: schemaResolver(schema, { sync: true }),
  });
  const { isBusy, refusal, submit } = useFormMutation(form, {
    document: SetDiscount,
    variables: ({ rate, from, until }) => ({
      input: { connectionId, rate: shiftPoint(rate.trim(), -2), from, until: until || null },
    }),
    pick: (data) => data.setNegotiatedDiscount,
    onSuccess: onClose,
  });
  return (
    <Modal opened onClose={onClose} title="Set a discount">
      <FormFrame onSubmit={submit} refusal={refusal} isBusy={isBusy} submitLabel="Save" onCancel={onClose}>
        <TextInput
          label="Percent off the list price"
          description="0 ends a discount."
          inputMode="decimal"
          data-autofocus
          {...form.getInputProps('rate')}
        />
        <DateInput label="First day" valueFormat="YYYY-MM-DD" {...form.getInputProps('from')} />
        <DateInput
          label="First day without it"
          description="Empty: until it is changed."
          valueFormat="YYYY-MM-DD"
          clearable
          {...form.getInputProps('until')}
        />
      </FormFrame>
    </Modal>
  );
}
