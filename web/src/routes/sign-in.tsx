import { createFileRoute, redirect } from '@tanstack/react-router';
import { z } from 'zod';
import { fetchSetup } from '../features/auth/setup.ts';
import { SignInPage } from '../features/auth/sign-in-page.tsx';
import { ownPath } from '../lib/own-path.ts';

export const Route = createFileRoute('/sign-in')({
  validateSearch: z.object({ next: z.string().default('/').catch('/') }),
  loader: async ({ context }) => {
    const setup = await fetchSetup(context.client);
    if (!setup.isSetUp) throw redirect({ to: '/set-up' });
    return setup;
  },
  component: SignIn,
});

function SignIn() {
  const { googleSignIn } = Route.useLoaderData();
  return <SignInPage next={ownPath(Route.useSearch().next, window.location.origin)} hasGoogleSignIn={googleSignIn} />;
}
