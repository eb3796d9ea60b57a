import { Text } from '@mantine/core';
import { TextLink } from '../../components/text-link.tsx';
import { ForgotPasswordForm } from './forgot-password-form.tsx';
import { PublicPage } from './public-page.tsx';

/** With mail a reset link is sent; without it only an administrator can hand one over. */
export function ForgotPasswordPage({ hasMail }: { hasMail: boolean }) {
  return (
    <PublicPage title="Forgot your password?">
      {hasMail ? (
        <ForgotPasswordForm />
      ) : (
        <Text fz="sm">
          Ask an administrator of your organization: under Members they can create a link by which you choose a new
          password.
        </Text>
      )}
      <Text mt="lg">
        <TextLink to="/sign-in">Back to sign-in</TextLink>
      </Text>
    </PublicPage>
  );
}
