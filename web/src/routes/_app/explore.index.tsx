import { createFileRoute, stripSearchParams } from '@tanstack/react-router';
import { ExplorePage } from '../../features/explore/explore-page.tsx';
import { exploreDefaults, exploreSearch } from '../../features/explore/explore-search.ts';

export const Route = createFileRoute('/_app/explore/')({
  validateSearch: exploreSearch,
  search: { middlewares: [stripSearchParams(exploreDefaults)] },
  component: Explore,
});

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** The rows behind a cell were opened from the pivot, so that going back leads there. */
    isFromPivot?: boolean;
  }
}

function Explore() {
  const navigate = Route.useNavigate();
  const view = Route.useSearch();
  return (
    <ExplorePage
      view={view}
      onView={(search, { replace = false } = {}) => void navigate({ search, replace })}
      onRows={({ row, column }) =>
        void navigate({
          to: '/explore/rows',
          search: {
            ...view,
            row: row.figures.key,
            column: column?.header?.key ?? [],
            measure: column?.measure ?? view.measures[0] ?? 'SPEND',
            order: '',
            tab: '',
          },
          state: { isFromPivot: true },
        })
      }
    />
  );
}
