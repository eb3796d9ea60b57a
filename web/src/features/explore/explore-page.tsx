import { useState } from 'react';
import { ListSkeleton } from '../../components/data-table/list-skeleton.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { Page } from '../../components/page.tsx';
import { setOpen, toggleSort } from './change-view.ts';
import classes from './explore-page.module.css';
import type { PivotView } from './explore-search.ts';
import { PivotGrid } from './pivot-grid.tsx';
import { usePivot } from './use-pivot.ts';

interface ExplorePageProps {
  view: PivotView;
  onView: (view: PivotView, options?: { replace?: boolean }) => void;
}

export function ExplorePage({ view, onView }: ExplorePageProps) {
  const { shown, isBusy, error, retry } = usePivot(view);
  const [place] = useState(null);
  return (
    <div className={classes.page}>
      <Page title="Explore">
        {error ? <ErrorState error={error} onRetry={retry} /> : null}
        {!shown && !error ? <ListSkeleton /> : null}
        {shown && !error ? (
          <PivotGrid
            shown={shown}
            isBusy={isBusy}
            place={place}
            onPlace={() => undefined}
            onSort={(column) =>
              onView(
                toggleSort(
                  view,
                  column ? { measure: column.measure, ...(column.header ? { column: column.header.key } : {}) } : {},
                ),
              )
            }
            onToggle={(key, open) => onView(setOpen(view, key, open), { replace: true })}
            onOpen={() => undefined}
            onMenu={() => undefined}
            onCopy={() => undefined}
          />
        ) : null}
        {shown && shown.pivot.rowCount === 0 ? <EmptyState title="x" /> : null}
      </Page>
    </div>
  );
}
