import { createFileRoute, redirect } from '@tanstack/react-router';

export const Route = createFileRoute('/_app/')({
  beforeLoad: ({ context }) => {
    throw redirect({ to: context.viewer.isAdmin ? '/explore' : '/my/spend', replace: true });
  },
});
