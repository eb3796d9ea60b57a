import { createFileRoute, stripSearchParams } from '@tanstack/react-router';
import { PeriodsPage } from '../../../features/ledger/periods-page.tsx';
import { periodsDefaults, periodsSearch } from '../../../features/ledger/periods-search.ts';

export const Route = createFileRoute('/_app/ledger/periods')({
  validateSearch: periodsSearch,
  search: { middlewares: [stripSearchParams(periodsDefaults)] },
  component: Periods,
});

function Periods() {
  const navigate = Route.useNavigate();
  return (
    <PeriodsPage
      search={Route.useSearch()}
      onSearch={(change) =>
        void navigate({
          search: (former) => ({ ...former, ...change }),
          resetScroll: false,
          replace: 'dialog' in change,
        })
      }
    />
  );
}
