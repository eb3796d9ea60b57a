import { PasswordInput, TextInput } from '@mantine/core';
import { schemaResolver, useForm } from '@mantine/form';
import { z } from 'zod';
import { FormFrame } from '../../components/form/form-frame.tsx';
import { useFormMutation } from '../../components/form/use-form-mutation.ts';
import { TextLink } from '../../components/text-link.tsx';
import { graphql } from '../../gql/index.ts';
import { emailField } from '../../lib/person-fields.ts';

const SignIn = graphql(`
  mutation SignInForm($input: SignInInput!) {
    signIn(input: $input) {
      __typename
      ... on Error {
        ...Failure
      }
    }
  }
`);

const schema = z.object({ email: emailField, password: z.string().min(1, 'Enter your password.') });

/** Signs in, then loads the application anew at `next` with an empty cache. */
export function SignInForm({ next }: { next: string }) {
  const form = useForm({
    initialValues: { email: '', password: '' },
    validate: schemaResolver(schema, { sync: true }),
  });
  const { isBusy, refusal, submit } = useFormMutation(form, {
    document: SignIn,
    variables: (input) => ({ input }),
    pick: (data) => data.signIn,
    onSuccess: () => window.location.assign(next),
  });
  return (
    <FormFrame onSubmit={submit} refusal={refusal} isBusy={isBusy} submitLabel="Sign in" isFullWidth>
      <TextInput label="Email" type="email" autoComplete="username" autoFocus {...form.getInputProps('email')} />
      <PasswordInput label="Password" autoComplete="current-password" {...form.getInputProps('password')} />
      <TextLink to="/forgot-password">Forgot your password?</TextLink>
    </FormFrame>
  );
}
