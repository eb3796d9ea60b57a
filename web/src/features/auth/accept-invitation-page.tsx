import { PasswordInput, TextInput } from '@mantine/core';
import { schemaResolver, useForm } from '@mantine/form';
import { z } from 'zod';
import { FormFrame } from '../../components/form/form-frame.tsx';
import { useFormMutation } from '../../components/form/use-form-mutation.ts';
import { graphql } from '../../gql/index.ts';
import { nameField, newPasswordField } from '../../lib/person-fields.ts';
import { PublicPage } from './public-page.tsx';

const AcceptInvitation = graphql(`
  mutation AcceptInvitation($input: AcceptInvitationInput!) {
    acceptInvitation(input: $input) {
      __typename
      ... on Error {
        ...Failure
      }
    }
  }
`);

const schema = z.object({ name: nameField, password: newPasswordField });

export function AcceptInvitationPage({ token }: { token: string }) {
  const form = useForm({ initialValues: { name: '', password: '' }, validate: schemaResolver(schema, { sync: true }) });
  const { isBusy, refusal, submit } = useFormMutation(form, {
    document: AcceptInvitation,
    variables: (values) => ({ input: { token, ...values } }),
    pick: (data) => data.acceptInvitation,
    onSuccess: () => window.location.assign('/'),
  });
  return (
    <PublicPage title="Accept your invitation" description="Choose a password; you are signed in at once.">
      <FormFrame onSubmit={submit} refusal={refusal} isBusy={isBusy} submitLabel="Create account" isFullWidth>
        <TextInput label="Your name" autoComplete="name" autoFocus {...form.getInputProps('name')} />
        <PasswordInput
          label="Password"
          description="10 characters or more."
          autoComplete="new-password"
          {...form.getInputProps('password')}
        />
      </FormFrame>
    </PublicPage>
  );
}
