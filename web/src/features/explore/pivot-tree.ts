import type { PivotRow } from './pivot-query.ts';

export interface PivotNode {
  id: string;
  row: PivotRow;
  /** 1: outermost. */
  level: number;
  children: PivotNode[];
}

/** A row's identity within the table; keys may hold any character. */
export function nodeId(key: readonly string[]): string {
  return JSON.stringify(key);
}

/** Nests rows that come depth first, each parent (a shorter key) before its children. */
export function pivotTree(rows: readonly PivotRow[]): PivotNode[] {
  const outermost: PivotNode[] = [];
  const path: PivotNode[] = [];
  for (const row of rows) {
    const level = row.key.length;
    const node: PivotNode = { id: nodeId(row.key), row, level, children: [] };
    path.length = Math.max(0, level - 1);
    const siblings = path.at(-1)?.children ?? outermost;
    siblings.push(node);
    path.push(node);
  }
  return outermost;
}
