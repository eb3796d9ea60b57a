import { createFileRoute, stripSearchParams } from '@tanstack/react-router';
import { RenewalsPage } from '../../../features/subscriptions/renewals-page.tsx';
import { renewalsSearch } from '../../../features/subscriptions/subscriptions-search.ts';

export const Route = createFileRoute('/_app/subscriptions/renewals')({
  validateSearch: renewalsSearch,
  search: { middlewares: [stripSearchParams({ months: 3 })] },
  component: Renewals,
});

function Renewals() {
  const navigate = Route.useNavigate();
  return <RenewalsPage search={Route.useSearch()} onSearch={(search) => void navigate({ search })} />;
}
