import { DIMENSIONS, type EvidenceDimension, type EvidenceRow } from './evidence-row.ts';

/** Every set of dimensions, finest first, so that the most specific agreement between two reports wins. */
export const DIMENSION_SETS: readonly (readonly EvidenceDimension[])[] = subsets(DIMENSIONS).sort(
  (a, b) => b.length - a.length,
);

function subsets(items: readonly EvidenceDimension[]): EvidenceDimension[][] {
  const [first, ...rest] = items;
  if (first === undefined) return [[]];
  const without = subsets(rest);
  return [...without.map((set) => [first, ...set]), ...without];
}

/** A row's group at one level; undefined: takes no part in it. */
export type Level = (row: EvidenceRow, side: 'fine' | 'coarse') => string | undefined;

export interface MatchedGroup {
  fine: EvidenceRow[];
  coarse: EvidenceRow[];
}

/**
 * Pairs finer with coarser rows group by group, level by level, finest level first. A row is paired once; what never
 * finds a counterpart is left over.
 */
export function matchGroups(
  fineRows: readonly EvidenceRow[],
  coarseRows: readonly EvidenceRow[],
  levels: readonly Level[],
): { matched: MatchedGroup[]; leftFine: EvidenceRow[]; leftCoarse: EvidenceRow[] } {
  const matched: MatchedGroup[] = [];
  let leftFine = [...fineRows];
  let leftCoarse = [...coarseRows];
  for (const level of levels) {
    if (leftFine.length === 0 || leftCoarse.length === 0) break;
    const fine = Map.groupBy(leftFine, (row) => level(row, 'fine'));
    const coarse = Map.groupBy(leftCoarse, (row) => level(row, 'coarse'));
    const shared = new Set([...coarse.keys()].filter((key) => key !== undefined && fine.has(key)));
    for (const key of shared) matched.push({ fine: fine.get(key) ?? [], coarse: coarse.get(key) ?? [] });
    leftFine = leftFine.filter((row) => !shared.has(level(row, 'fine')));
    leftCoarse = leftCoarse.filter((row) => !shared.has(level(row, 'coarse')));
  }
  return { matched, leftFine, leftCoarse };
}
