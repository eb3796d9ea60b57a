import { dimensionLabels } from '../../components/dimension-filter/dimensions.ts';
import { changePeriod, openLevel, placeDimension, removeField } from './change-view.ts';
import { exploreDefaults, FIRST_STEPS, type PivotView } from './explore-search.ts';
import { measures } from './measures.ts';

export interface Remedy {
  label: string;
  view: PivotView;
}

/** Changes of a view that make its pivot answerable, nearest to what was asked first. */
export function remediesFor(view: PivotView, field: string, code: 'TOO_MANY_CELLS' | 'INVALID_INPUT'): Remedy[] {
  if (code === 'TOO_MANY_CELLS')
    return [...byCoarserTime(view), ...byFewerRows(view), ...byFewerFields(view)].slice(0, 4);
  if (field.startsWith('orderBy')) return [{ label: 'Sort by the total instead', view: { ...view, sort: null } }];
  if (field === 'columns') return [{ label: 'Without columns', view: { ...view, columns: [] } }];
  if (field === 'from' || field === 'until') {
    return [{ label: 'Show the last 30 days', view: changePeriod(view, 'last-30-days') }];
  }
  const index = /^filters\[(\d+)\]/.exec(field)?.[1];
  const filter = index === undefined ? undefined : view.filters[Number(index)];
  if (filter) {
    const filters = view.filters.filter((other) => other !== filter);
    return [{ label: `Remove the filter ${dimensionLabels[filter.dimension]}`, view: { ...view, filters } }];
  }
  return [{ label: 'Start afresh', view: exploreDefaults }];
}

function byCoarserTime(view: PivotView): Remedy[] {
  const axis = view.rows.includes('HOUR') ? 'rows' : view.columns.includes('HOUR') ? 'columns' : null;
  if (!axis) return [];
  const at = view[axis].indexOf('HOUR');
  const byDay = placeDimension(removeField(view, axis, 'HOUR'), 'DAY', axis, at);
  return [
    { label: 'By day instead of hour', view: byDay },
    { label: 'Only the last 7 days', view: changePeriod(view, 'last-7-days') },
  ];
}

function byFewerRows(view: PivotView): Remedy[] {
  const folded =
    view.level > 0 || view.toggled.length > 0 ? [{ label: 'Fold all rows', view: openLevel(view, 0) }] : [];
  const first = FIRST_STEPS.findLast((step) => step < view.first);
  return first === undefined
    ? folded
    : [...folded, { label: `Show ${first} rows, the rest as Other`, view: { ...view, first } }];
}

function byFewerFields(view: PivotView): Remedy[] {
  const column = view.columns.at(-1);
  const measure = view.measures.at(-1);
  return [
    ...(column
      ? [
          {
            label: `Without columns by ${dimensionLabels[column].toLowerCase()}`,
            view: removeField(view, 'columns', column),
          },
        ]
      : []),
    ...(measure && view.measures.length > 1
      ? [{ label: `Without ${measures[measure].label.toLowerCase()}`, view: removeField(view, 'measures', measure) }]
      : []),
  ];
}
