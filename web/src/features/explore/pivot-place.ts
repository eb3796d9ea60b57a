import type { GridPlace } from '../../components/pivot-table/tree-grid.ts';
import type { PivotView } from './explore-search.ts';

/** Where a person was in a pivot, by its view, so that coming back from the rows (or a reload) finds the place. */
const storageKey = (view: PivotView) => `outlay-pivot-place ${JSON.stringify(view)}`;

export function rememberPlace(view: PivotView, place: GridPlace): void {
  sessionStorage.setItem(storageKey(view), JSON.stringify(place));
}

export function recallPlace(view: PivotView): GridPlace | null {
  const text = sessionStorage.getItem(storageKey(view));
  if (!text) return null;
  const place: unknown = JSON.parse(text);
  return isPlace(place) ? place : null;
}

function isPlace(value: unknown): value is GridPlace {
  return typeof value === 'object' && value !== null && 'top' in value && 'left' in value && 'rowId' in value;
}
