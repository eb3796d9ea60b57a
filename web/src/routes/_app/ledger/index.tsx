import { createFileRoute, stripSearchParams } from '@tanstack/react-router';
import { LedgerPage } from '../../../features/ledger/ledger-page.tsx';
import { ledgerDefaults, ledgerSearch } from '../../../features/ledger/ledger-search.ts';

export const Route = createFileRoute('/_app/ledger/')({
  validateSearch: ledgerSearch,
  search: { middlewares: [stripSearchParams(ledgerDefaults)] },
  component: Ledger,
});

function Ledger() {
  const navigate = Route.useNavigate();
  return (
    <LedgerPage
      search={Route.useSearch()}
      onSearch={(change) => void navigate({ search: (former) => ({ ...former, ...change }), replace: 'q' in change })}
    />
  );
}
