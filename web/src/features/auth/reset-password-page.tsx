import { PasswordInput } from '@mantine/core';
import { schemaResolver, useForm } from '@mantine/form';
import { z } from 'zod';
import { FormFrame } from '../../components/form/form-frame.tsx';
import { useFormMutation } from '../../components/form/use-form-mutation.ts';
import { graphql } from '../../gql/index.ts';
import { newPasswordField } from '../../lib/person-fields.ts';
import { PublicPage } from './public-page.tsx';

const ResetPassword = graphql(`
  mutation ResetPassword($input: ResetPasswordInput!) {
    resetPassword(input: $input) {
      __typename
      ... on Error {
        ...Failure
      }
    }
  }
`);

const schema = z.object({ password: newPasswordField });

export function ResetPasswordPage({ token }: { token: string }) {
  const form = useForm({ initialValues: { password: '' }, validate: schemaResolver(schema, { sync: true }) });
  const { isBusy, refusal, submit } = useFormMutation(form, {
    document: ResetPassword,
    variables: (values) => ({ input: { token, ...values } }),
    pick: (data) => data.resetPassword,
    onSuccess: () => window.location.assign('/'),
  });
  return (
    <PublicPage title="Choose a new password" description="It ends every other session of yours and signs you in here.">
      <FormFrame onSubmit={submit} refusal={refusal} isBusy={isBusy} submitLabel="Save and sign in" isFullWidth>
        <PasswordInput
          label="New password"
          description="10 characters or more."
          autoComplete="new-password"
          autoFocus
          {...form.getInputProps('password')}
        />
      </FormFrame>
    </PublicPage>
  );
}
