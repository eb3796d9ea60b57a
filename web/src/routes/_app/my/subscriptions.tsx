import { createFileRoute, stripSearchParams } from '@tanstack/react-router';
import { listSearchDefaults } from '../../../components/data-table/list-search.ts';
import { MySubscriptionsPage } from '../../../features/subscriptions/my-subscriptions-page.tsx';
import { mySubscriptionsSearch } from '../../../features/subscriptions/subscriptions-search.ts';

export const Route = createFileRoute('/_app/my/subscriptions')({
  validateSearch: mySubscriptionsSearch,
  search: { middlewares: [stripSearchParams(listSearchDefaults)] },
  component: MySubscriptions,
});

function MySubscriptions() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <MySubscriptionsPage
      search={search}
      onSearch={(change) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true })}
    />
  );
}
