import type { BaseValues } from './measures.ts';
import { type Compared, columnId, comparedAt, put } from './pivot-cells.ts';

/** One row of `outlineStatement`. */
export interface OutlineRow {
  kind: 'ROW' | 'COLUMN' | 'ORDER' | 'BELOW';
  period: number;
  keys: readonly string[];
  bases: BaseValues;
}

/** What the pivot consists of, before the rows to return are chosen. */
export interface PivotOutline {
  /** By stored key of the outermost row. */
  rows: Map<string, Compared>;
  /** The same in the column rows are ordered by. */
  orderCells: Map<string, Compared>;
  /** Leaf rows below each outermost row. */
  below: Map<string, number>;
  /** By `columnId`, headers of every level. */
  headers: Map<string, Compared>;
  /** Stored keys of the columns. */
  columns: string[][];
}

export function emptyOutline(): PivotOutline {
  return { rows: new Map(), orderCells: new Map(), below: new Map(), headers: new Map(), columns: [] };
}

export function pivotOutline(rows: readonly OutlineRow[], columnDepth: number): PivotOutline {
  const outline = emptyOutline();
  for (const { kind, period, keys, bases } of rows) {
    const [key = ''] = keys;
    if (kind === 'ROW') put(comparedAt(outline.rows, key), period, bases);
    else if (kind === 'ORDER') put(comparedAt(outline.orderCells, key), period, bases);
    else if (kind === 'BELOW') outline.below.set(key, Number(bases[0] ?? 0n));
    else {
      const id = columnId(keys);
      if (keys.length === columnDepth && !outline.headers.has(id)) outline.columns.push([...keys]);
      put(comparedAt(outline.headers, id), period, bases);
    }
  }
  return outline;
}
