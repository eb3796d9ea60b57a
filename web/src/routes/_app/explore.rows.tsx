import { createFileRoute, stripSearchParams, useCanGoBack, useLocation, useRouter } from '@tanstack/react-router';
import { exploreSearch, usageRowsDefaults, usageRowsSearch } from '../../features/explore/explore-search.ts';
import { orderText } from '../../features/explore/usage-columns.ts';
import { UsageRowsPage } from '../../features/explore/usage-rows-page.tsx';

export const Route = createFileRoute('/_app/explore/rows')({
  validateSearch: usageRowsSearch,
  search: { middlewares: [stripSearchParams(usageRowsDefaults)] },
  component: UsageRows,
});

function UsageRows() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  const router = useRouter();
  const canGoBack = useCanGoBack();
  const isFromPivot = useLocation({ select: ({ state }) => state.isFromPivot === true });
  return (
    <UsageRowsPage
      search={search}
      onSort={(sort) =>
        void navigate({ search: { ...search, order: orderText(sort) }, replace: true, state: { isFromPivot } })
      }
      onTab={(tab) => void navigate({ search: { ...search, tab, order: '' }, replace: true, state: { isFromPivot } })}
      onBack={() => {
        if (isFromPivot && canGoBack) router.history.back();
        else void navigate({ to: '/explore', search: exploreSearch.parse(search) });
      }}
    />
  );
}
