import { createFileRoute, stripSearchParams } from '@tanstack/react-router';
import { z } from 'zod';
import { FeesPage } from '../../../features/ledger/fees-page.tsx';

export const Route = createFileRoute('/_app/ledger/fees')({
  validateSearch: z.object({ dialog: z.enum(['', 'rate', 'fee']).default('').catch('') }),
  search: { middlewares: [stripSearchParams({ dialog: '' })] },
  component: Fees,
});

function Fees() {
  const { dialog } = Route.useSearch();
  const navigate = Route.useNavigate();
  return <FeesPage dialog={dialog} onDialog={(next) => void navigate({ search: { dialog: next } })} />;
}
