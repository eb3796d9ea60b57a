import { createFileRoute, stripSearchParams } from '@tanstack/react-router';
import { z } from 'zod';
import { ConnectPage } from '../../../features/integrations/connect-page.tsx';

export const Route = createFileRoute('/_app/integrations/connect')({
  validateSearch: z.object({ vendor: z.string().default('').catch('') }),
  search: { middlewares: [stripSearchParams({ vendor: '' })] },
  component: Connect,
});

function Connect() {
  const { vendor } = Route.useSearch();
  const navigate = Route.useNavigate();
  return <ConnectPage vendor={vendor} onVendor={(next) => void navigate({ search: { vendor: next } })} />;
}
