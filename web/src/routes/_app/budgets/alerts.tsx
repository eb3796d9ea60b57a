import { createFileRoute, stripSearchParams } from '@tanstack/react-router';
import { AlertsPage } from '../../../features/budgets/alerts-page.tsx';
import { alertsDefaults, alertsSearch } from '../../../features/budgets/budgets-search.ts';

export const Route = createFileRoute('/_app/budgets/alerts')({
  validateSearch: alertsSearch,
  search: { middlewares: [stripSearchParams(alertsDefaults)] },
  component: Alerts,
});

function Alerts() {
  const navigate = Route.useNavigate();
  return (
    <AlertsPage
      search={Route.useSearch()}
      onSearch={(change) => void navigate({ search: (former) => ({ ...former, ...change }) })}
    />
  );
}
