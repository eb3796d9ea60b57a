import { createFileRoute, redirect } from '@tanstack/react-router';

export const Route = createFileRoute('/_app/settings/')({
  beforeLoad: ({ context }) => {
    throw redirect({ to: context.viewer.isAdmin ? '/settings/organization' : '/settings/password', replace: true });
  },
});
