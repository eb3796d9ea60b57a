import { catalogueOf } from './dimension-catalogue.sql.ts';
import { DimensionLabels } from './dimension-labels.ts';
import { loadNames } from './dimension-names.sql.ts';
import { isUnattributed, rowComparator } from './order-rows.ts';
import type { PivotRequest } from './pivot-input.ts';
import type { PivotOutline } from './pivot-outline.ts';
import type { PivotPlan } from './plan-pivot.ts';
import type { Queryable } from './run-pivot.sql.ts';

export interface RowChoice {
  /** Stored keys of the outermost rows to return, in order. */
  shown: string[];
  /** Outermost rows remain that are not returned. */
  hasOther: boolean;
  rowCount: number;
}

/** Orders the outermost rows and takes the page asked for; Unattributed comes with every page. */
export async function choosePivotRows(
  client: Queryable,
  request: PivotRequest,
  { bases, axes }: PivotPlan,
  outline: PivotOutline,
  isOrderedByColumn: boolean,
): Promise<RowChoice> {
  const [dimension] = request.rows;
  if (!dimension) return { shown: [], hasOther: false, rowCount: 0 };
  const raws = [...outline.rows.keys()];
  const needsNames = (request.orderBy && !request.orderBy.measure) || catalogueOf(dimension)?.keyPart !== undefined;
  const names = await loadNames(client, needsNames ? new Map([[dimension, new Set(raws)]]) : new Map());
  const compare = rowComparator(dimension, {
    orderBy: request.orderBy,
    measures: request.measures,
    bases,
    labels: new DimensionLabels(axes, names),
  });
  const cells = isOrderedByColumn ? outline.orderCells : outline.rows;
  const ordered = raws.map((raw) => ({ raw, ordering: cells.get(raw) })).toSorted(compare);
  const attributed = ordered.filter(({ raw }) => !isUnattributed(dimension, raw));
  const unattributed = ordered.filter(({ raw }) => isUnattributed(dimension, raw));
  const page = attributed.slice(request.offset, request.offset + request.first);
  return {
    shown: [...page, ...unattributed].map(({ raw }) => raw),
    hasOther: page.length < attributed.length,
    rowCount: raws.length,
  };
}
