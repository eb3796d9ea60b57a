import { Alert, Button, Group, Modal, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { schemaResolver, useForm } from '@mantine/form';
import { z } from 'zod';
import { useFormMutation } from '../../components/form/use-form-mutation.ts';
import { graphql } from '../../gql/index.ts';
import { BudgetAmount } from './budget-amount.tsx';
import { limitField, plainNumber } from './budget-form.ts';
import type { BudgetRequestRow } from './budget-request.ts';

const DecideBudgetRequest = graphql(`
  mutation DecideBudgetRequest($input: DecideBudgetRequestInput!) {
    decideBudgetRequest(input: $input) {
      __typename
      ... on BudgetRequest {
        ...BudgetRequestRow
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

const schema = z
  .object({ isApproved: z.boolean(), limit: limitField, note: z.string().max(500, 'Use at most 500 characters.') })
  .refine(({ isApproved, note }) => isApproved || note.trim(), { path: ['note'], message: 'Say why it is declined.' });

interface DecideRequestDialogProps {
  request: BudgetRequestRow;
  onClose: () => void;
}

/** Approves a request for more, with another limit if wanted, or declines it and says why. */
export function DecideRequestDialog({ request, onClose }: DecideRequestDialogProps) {
  const { id, member, budget, reason } = request;
  const form = useForm<z.input<typeof schema>>({
    initialValues: { isApproved: true, limit: request.limit, note: '' },
    validate: schemaResolver(schema, { sync: true }),
  });
  const { submit, isBusy, refusal } = useFormMutation(form, {
    document: DecideBudgetRequest,
    variables: ({ isApproved, limit, note }) => ({
      input: {
        requestId: id,
        isApproved,
        ...(isApproved ? { limit: plainNumber(limit) } : {}),
        ...(note.trim() ? { note: note.trim() } : {}),
      },
    }),
    pick: (data) => data.decideBudgetRequest,
    onSuccess: onClose,
  });
  const decide = (isApproved: boolean) => {
    form.setFieldValue('isApproved', isApproved);
  };
  return (
    <Modal opened onClose={onClose} title={`Request of ${member.name}`}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <Text fz="sm">
            {budget?.name}
            {budget ? (
              <>
                : <BudgetAmount unit={budget} amount={budget.limit} /> now, asked for{' '}
                <BudgetAmount unit={budget} amount={request.limit} />
              </>
            ) : null}
            . {reason}
          </Text>
          <TextInput
            label="Limit to grant"
            inputMode="decimal"
            description="Holds for the budget from now on."
            data-autofocus
            {...form.getInputProps('limit')}
          />
          <Textarea
            label="Note"
            description={`${member.name} reads it. Needed to decline.`}
            autosize
            minRows={2}
            {...form.getInputProps('note')}
          />
          {refusal ? (
            <Alert color="red" variant="outline" role="alert">
              {refusal}
            </Alert>
          ) : null}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" variant="default" loading={isBusy} onClick={() => decide(false)}>
              Decline
            </Button>
            <Button type="submit" loading={isBusy} onClick={() => decide(true)}>
              Approve
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
