import { createFileRoute } from '@tanstack/react-router';
import { requireAdmin } from '../../../app/require-admin.ts';
import { ApiTokens } from '../../../features/auth/api-tokens.tsx';

export const Route = createFileRoute('/_app/settings/api-tokens')({
  beforeLoad: requireAdmin,
  component: AllTokens,
});

function AllTokens() {
  return <ApiTokens memberId={null} />;
}
