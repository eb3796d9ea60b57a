import { createFileRoute } from '@tanstack/react-router';
import { z } from 'zod';
import { AcceptInvitationPage } from '../features/auth/accept-invitation-page.tsx';

export const Route = createFileRoute('/accept-invitation')({
  validateSearch: z.object({ token: z.coerce.string().default('').catch('') }),
  component: AcceptInvitation,
});

function AcceptInvitation() {
  return <AcceptInvitationPage token={Route.useSearch().token} />;
}
