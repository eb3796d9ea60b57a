import { createFileRoute, stripSearchParams } from '@tanstack/react-router';
import { z } from 'zod';
import { ImportsPage } from '../../../features/ledger/imports-page.tsx';

export const Route = createFileRoute('/_app/ledger/imports')({
  validateSearch: z.object({ dialog: z.enum(['', 'entries', 'accounts', 'rates']).default('').catch('') }),
  search: { middlewares: [stripSearchParams({ dialog: '' })] },
  component: Imports,
});

function Imports() {
  const { dialog } = Route.useSearch();
  const navigate = Route.useNavigate();
  return <ImportsPage dialog={dialog} onDialog={(next) => void navigate({ search: { dialog: next } })} />;
}
