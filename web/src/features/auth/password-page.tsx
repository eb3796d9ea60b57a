import { PasswordInput } from '@mantine/core';
import { schemaResolver, useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { z } from 'zod';
import { FormFrame } from '../../components/form/form-frame.tsx';
import { useFormMutation } from '../../components/form/use-form-mutation.ts';
import { graphql } from '../../gql/index.ts';
import { newPasswordField } from '../../lib/person-fields.ts';
import classes from './password-page.module.css';

const ChangePassword = graphql(`
  mutation ChangePassword($input: ChangePasswordInput!) {
    changePassword(input: $input) {
      __typename
      ... on Error {
        ...Failure
      }
    }
  }
`);

const schema = z.object({
  currentPassword: z.string().min(1, 'Enter your present password.'),
  newPassword: newPasswordField,
});

export function PasswordPage() {
  const form = useForm({
    initialValues: { currentPassword: '', newPassword: '' },
    validate: schemaResolver(schema, { sync: true }),
  });
  const { isBusy, refusal, submit } = useFormMutation(form, {
    document: ChangePassword,
    variables: (input) => ({ input }),
    pick: (data) => data.changePassword,
    onSuccess: () => {
      form.reset();
      notifications.show({ message: 'Your password is changed. Other browsers are signed out.' });
    },
  });
  return (
    <div className={classes.column}>
      <FormFrame onSubmit={submit} refusal={refusal} isBusy={isBusy} submitLabel="Change password">
        <PasswordInput
          label="Present password"
          autoComplete="current-password"
          {...form.getInputProps('currentPassword')}
        />
        <PasswordInput
          label="New password"
          description="10 characters or more. Every other browser of yours is signed out."
          autoComplete="new-password"
          {...form.getInputProps('newPassword')}
        />
      </FormFrame>
    </div>
  );
}
