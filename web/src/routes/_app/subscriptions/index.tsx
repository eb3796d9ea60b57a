import { createFileRoute, stripSearchParams } from '@tanstack/react-router';
import { requireAdmin } from '../../../app/require-admin.ts';
import { SubscriptionsPage } from '../../../features/subscriptions/subscriptions-page.tsx';
import {
  subscriptionsSearch,
  subscriptionsSearchDefaults,
} from '../../../features/subscriptions/subscriptions-search.ts';

export const Route = createFileRoute('/_app/subscriptions/')({
  validateSearch: subscriptionsSearch,
  search: { middlewares: [stripSearchParams(subscriptionsSearchDefaults)] },
  beforeLoad: requireAdmin,
  component: Subscriptions,
});

function Subscriptions() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <SubscriptionsPage
      search={search}
      onSearch={(change) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true })}
    />
  );
}
