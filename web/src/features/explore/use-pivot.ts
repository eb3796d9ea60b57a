import { useMemo, useState } from 'react';
import { type CombinedError, useQuery } from 'urql';
import { useToday } from '../../lib/viewer.tsx';
import type { PivotView } from './explore-search.ts';
import { type Pivot, PivotQuery, pivotInput } from './pivot-query.ts';

export interface ShownPivot {
  pivot: Pivot;
  /** What was asked for when these figures came; the address may already ask for more. */
  view: PivotView;
}

export interface PivotAnswer {
  shown: ShownPivot | null;
  /** The figures shown are not yet those asked for. */
  isBusy: boolean;
  error: CombinedError | undefined;
  retry: () => void;
}

/** What of a view the figures depend on; the rest is drawn differently from the same figures. */
function withFigureState(view: PivotView, figures: PivotView): PivotView {
  const { showAs, heatmap, level, toggled } = view;
  return { ...figures, showAs, heatmap, level, toggled };
}

/** Reads the pivot of a view; until new figures are there, the last ones stay. */
export function usePivot(view: PivotView): PivotAnswer {
  const today = useToday();
  const input = pivotInput(view, today);
  const asked = JSON.stringify(input);
  const [{ data, error, fetching, operation }, read] = useQuery({
    query: PivotQuery,
    variables: { input },
    requestPolicy: 'cache-and-network',
  });
  const [kept, setKept] = useState<{ asked: string; pivot: Pivot; view: PivotView } | null>(null);
  const answered = JSON.stringify(operation?.variables.input);
  if (data && !error && answered === asked && (kept?.pivot !== data.pivot || kept.asked !== asked)) {
    setKept({ asked, pivot: data.pivot, view });
  }
  const isCurrent = kept?.asked === asked;
  const shown = useMemo(
    () => kept && { pivot: kept.pivot, view: isCurrent ? withFigureState(view, kept.view) : kept.view },
    [kept, isCurrent, view],
  );
  return {
    shown,
    isBusy: fetching || (!isCurrent && !error),
    error: isCurrent ? undefined : error,
    retry: () => read({ requestPolicy: 'network-only' }),
  };
}
