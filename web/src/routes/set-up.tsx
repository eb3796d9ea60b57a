import { createFileRoute, redirect } from '@tanstack/react-router';
import { SetUpPage } from '../features/auth/set-up-page.tsx';
import { fetchSetup } from '../features/auth/setup.ts';

export const Route = createFileRoute('/set-up')({
  loader: async ({ context }) => {
    const { isSetUp } = await fetchSetup(context.client);
    if (isSetUp) throw redirect({ to: '/sign-in' });
  },
  component: SetUpPage,
});
