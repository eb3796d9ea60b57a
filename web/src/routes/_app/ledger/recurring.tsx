import { createFileRoute, stripSearchParams } from '@tanstack/react-router';
import { RecurringPage } from '../../../features/ledger/recurring-page.tsx';
import { recurringDefaults, recurringSearch } from '../../../features/ledger/recurring-search.ts';

export const Route = createFileRoute('/_app/ledger/recurring')({
  validateSearch: recurringSearch,
  search: { middlewares: [stripSearchParams(recurringDefaults)] },
  component: Recurring,
});

function Recurring() {
  const navigate = Route.useNavigate();
  return (
    <RecurringPage
      search={Route.useSearch()}
      onSearch={(change) => void navigate({ search: (former) => ({ ...former, ...change }), replace: 'q' in change })}
    />
  );
}
