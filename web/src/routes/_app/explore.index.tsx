import { createFileRoute, stripSearchParams } from '@tanstack/react-router';
import { ExplorePage } from '../../features/explore/explore-page.tsx';
import { exploreDefaults, exploreSearch } from '../../features/explore/explore-search.ts';

export const Route = createFileRoute('/_app/explore/')({
  validateSearch: exploreSearch,
  search: { middlewares: [stripSearchParams(exploreDefaults)] },
  component: Explore,
});

function Explore() {
  const navigate = Route.useNavigate();
  const view = Route.useSearch();
  return (
    <ExplorePage
      view={view}
      onView={(search, { replace = false } = {}) => void navigate({ search, replace })}
      onRows={() => undefined}
    />
  );
}
