import { OTHER } from '../../components/dimension-filter/dimensions.ts';
import type { Dimension } from '../../gql/graphql.ts';
import type { PivotView } from './explore-search.ts';
import type { GridCell } from './pivot-grid.tsx';

export interface KeyPart {
  dimension: Dimension;
  key: string;
  label: string;
}

/** The values a cell stands for, of its row and its column. */
export function keyParts({ row, column }: GridCell, view: Pick<PivotView, 'rows' | 'columns'>): KeyPart[] {
  return [...partsOf(view.rows, row.figures), ...(column?.header ? partsOf(view.columns, column.header) : [])];
}

function partsOf(
  dimensions: readonly Dimension[],
  of: { key: readonly string[]; labels: readonly string[] },
): KeyPart[] {
  if (of.key[0] === OTHER) return [];
  return dimensions.flatMap((dimension, index) => {
    const key = of.key[index];
    return key === undefined ? [] : [{ dimension, key, label: of.labels[index] ?? key }];
  });
}
