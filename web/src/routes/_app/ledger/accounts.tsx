import { createFileRoute, stripSearchParams } from '@tanstack/react-router';
import { AccountsPage } from '../../../features/ledger/accounts-page.tsx';
import { accountsDefaults, accountsSearch } from '../../../features/ledger/accounts-search.ts';

export const Route = createFileRoute('/_app/ledger/accounts')({
  validateSearch: accountsSearch,
  search: { middlewares: [stripSearchParams(accountsDefaults)] },
  component: Accounts,
});

function Accounts() {
  const navigate = Route.useNavigate();
  return (
    <AccountsPage
      search={Route.useSearch()}
      onSearch={(change) => void navigate({ search: (former) => ({ ...former, ...change }), replace: 'q' in change })}
    />
  );
}
