import type { BaseValues } from './measures.ts';

/** Bases of the range asked for and of the one compared with. */
export interface Compared {
  current: BaseValues | undefined;
  previous: BaseValues | undefined;
}

/** One row of the pivot before it has labels: stored keys from the outermost dimension down. */
export interface PivotNode {
  path: readonly string[];
  /** Over all columns. */
  total: Compared;
  /** By `columnId`. */
  cells: Map<string, Compared>;
  children: PivotNode[];
}

export interface PivotTree {
  totals: PivotNode;
  other: PivotNode;
  outermost: PivotNode[];
}

/** One row of `levelsStatement`. */
export interface LevelRow {
  depth: number;
  hasColumns: boolean;
  period: number;
  isOther: boolean;
  rowKeys: readonly string[];
  columnKeys: readonly string[];
  bases: BaseValues;
}

/** Names a combination of stored keys: each is ended, not parted, so that no keys differ from one empty key. */
export function columnId(keys: readonly string[]): string {
  return keys.map((key) => `${key}\u001f`).join('');
}

export function put(compared: Compared, period: number, bases: BaseValues): void {
  if (period === 0) compared.current = bases;
  else compared.previous = bases;
}

/** Adds to what is there. */
export function add(compared: Compared, period: number, bases: BaseValues): void {
  const known = period === 0 ? compared.current : compared.previous;
  put(compared, period, known ? known.map((base, index) => base + (bases[index] ?? 0n)) : bases);
}

export function comparedAt(cells: Map<string, Compared>, id: string): Compared {
  const existing = cells.get(id);
  if (existing) return existing;
  const cell: Compared = { current: undefined, previous: undefined };
  cells.set(id, cell);
  return cell;
}

export function emptyNode(path: readonly string[]): PivotNode {
  return { path, total: { current: undefined, previous: undefined }, cells: new Map(), children: [] };
}

/** Hangs every level's figures on one tree of rows. */
export function pivotTree(levels: readonly LevelRow[]): PivotTree {
  const totals = emptyNode([]);
  const other = emptyNode([]);
  const nodes = new Map<string, PivotNode>([[columnId([]), totals]]);
  for (const level of levels) {
    const node = level.isOther ? other : nodeAt(nodes, level.rowKeys.slice(0, level.depth));
    const cell = level.hasColumns ? comparedAt(node.cells, columnId(level.columnKeys)) : node.total;
    put(cell, level.period, level.bases);
  }
  return { totals, other, outermost: totals.children };
}

export function nodeAt(nodes: Map<string, PivotNode>, path: readonly string[]): PivotNode {
  const id = columnId(path);
  const existing = nodes.get(id);
  if (existing) return existing;
  const node = emptyNode(path);
  nodes.set(id, node);
  nodeAt(nodes, path.slice(0, -1)).children.push(node);
  return node;
}
