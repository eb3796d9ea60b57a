import { Text, TextInput } from '@mantine/core';
import { schemaResolver, useForm } from '@mantine/form';
import { useState } from 'react';
import { z } from 'zod';
import { FormFrame } from '../../components/form/form-frame.tsx';
import { useFormMutation } from '../../components/form/use-form-mutation.ts';
import { graphql } from '../../gql/index.ts';
import { emailField } from '../../lib/person-fields.ts';

const RequestPasswordReset = graphql(`
  mutation RequestPasswordReset($input: RequestPasswordResetInput!) {
    requestPasswordReset(input: $input) {
      __typename
      ... on Error {
        ...Failure
      }
    }
  }
`);

const schema = z.object({ email: emailField });

export function ForgotPasswordForm() {
  const [isSent, setSent] = useState(false);
  const form = useForm({ initialValues: { email: '' }, validate: schemaResolver(schema, { sync: true }) });
  const { isBusy, refusal, submit } = useFormMutation(form, {
    document: RequestPasswordReset,
    variables: (input) => ({ input }),
    pick: (data) => data.requestPasswordReset,
    onSuccess: () => setSent(true),
  });
  if (isSent)
    return (
      <Text fz="sm" role="status">
        If {form.getValues().email} belongs to a member, a link is on its way. It works for 24 hours.
      </Text>
    );
  return (
    <FormFrame onSubmit={submit} refusal={refusal} isBusy={isBusy} submitLabel="Send reset link" isFullWidth>
      <TextInput label="Email" type="email" autoComplete="username" autoFocus {...form.getInputProps('email')} />
    </FormFrame>
  );
}
