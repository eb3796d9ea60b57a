import { createFileRoute } from '@tanstack/react-router';
import { ForgotPasswordPage } from '../features/auth/forgot-password-page.tsx';
import { fetchSetup } from '../features/auth/setup.ts';

export const Route = createFileRoute('/forgot-password')({
  loader: ({ context }) => fetchSetup(context.client),
  component: ForgotPassword,
});

function ForgotPassword() {
  return <ForgotPasswordPage hasMail={Route.useLoaderData().mail} />;
}
