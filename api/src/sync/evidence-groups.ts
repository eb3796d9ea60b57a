import type { EvidenceDimension, EvidenceRow } from './evidence-row.ts';

type Side = 'fine' | 'coarse';

/** A row's group at one level; undefined: takes no part in it. */
export type Level = (row: EvidenceRow, side: Side) => string | undefined;

export interface MatchedGroup {
  fine: EvidenceRow[];
  coarse: EvidenceRow[];
}

export interface Match {
  matched: MatchedGroup[];
  leftFine: EvidenceRow[];
  leftCoarse: EvidenceRow[];
}

export interface Comparison {
  /** Rows are compared within this only, such as a day and charge class. */
  within(row: EvidenceRow): string;
  dimensions: readonly EvidenceDimension[];
  /** Whether a 0 on this side means "not told", which agrees with everything, instead of "none". */
  isUntold(side: Side): boolean;
}

/**
 * Groups finer and coarser rows that agree on every dimension both of them tell. A row that tells less joins all the
 * groups it agrees with into one, so that no row is compared with a part of what it may belong to.
 */
export function matchAgreeing(
  fineRows: readonly EvidenceRow[],
  coarseRows: readonly EvidenceRow[],
  comparison: Comparison,
): Match {
  const fine = bySignature(fineRows, comparison);
  const coarse = bySignature(coarseRows, comparison);
  const groups = new Groups();
  const candidates = Map.groupBy(coarse.values(), ({ within }) => within);
  for (const [fineKey, fineClass] of fine) {
    for (const coarseClass of candidates.get(fineClass.within) ?? []) {
      if (agree(fineClass.values, coarseClass.values, comparison)) {
        groups.join(`fine ${fineKey}`, `coarse ${coarseClass.key}`);
      }
    }
  }
  const matched = new Map<string, MatchedGroup>();
  const left = { fine: [] as EvidenceRow[], coarse: [] as EvidenceRow[] };
  for (const [side, classes] of [
    ['fine', fine],
    ['coarse', coarse],
  ] as const) {
    for (const [key, { rows }] of classes) {
      const group = groups.of(`${side} ${key}`);
      if (group === undefined) {
        left[side].push(...rows);
        continue;
      }
      const { [side]: members } = matched.get(group) ?? newGroup(matched, group);
      members.push(...rows);
    }
  }
  return { matched: [...matched.values()], leftFine: left.fine, leftCoarse: left.coarse };
}

function newGroup(groups: Map<string, MatchedGroup>, key: string): MatchedGroup {
  const group: MatchedGroup = { fine: [], coarse: [] };
  groups.set(key, group);
  return group;
}

interface Signature {
  key: string;
  within: string;
  values: readonly number[];
  rows: EvidenceRow[];
}

function bySignature(rows: readonly EvidenceRow[], { within, dimensions }: Comparison): Map<string, Signature> {
  const signatures = new Map<string, Signature>();
  for (const row of rows) {
    const values = dimensions.map((name) => row[name]);
    const key = `${within(row)} ${values.join(' ')}`;
    const signature = signatures.get(key);
    if (signature) signature.rows.push(row);
    else signatures.set(key, { key, within: within(row), values, rows: [row] });
  }
  return signatures;
}

function agree(fine: readonly number[], coarse: readonly number[], { isUntold }: Comparison): boolean {
  return fine.every((value, index) => {
    const other = coarse[index];
    return value === other || (value === 0 && isUntold('fine')) || (other === 0 && isUntold('coarse'));
  });
}

/** Sets that grow together; a member's set is named by one of its members. */
class Groups {
  readonly #parents = new Map<string, string>();

  of(member: string): string | undefined {
    const parent = this.#parents.get(member);
    if (parent === undefined || parent === member) return parent;
    const root = this.of(parent) ?? parent;
    this.#parents.set(member, root);
    return root;
  }

  join(one: string, other: string): void {
    const root = this.of(one) ?? one;
    this.#parents.set(root, root);
    this.#parents.set(this.of(other) ?? other, root);
    this.#parents.set(other, root);
  }
}

/** Pairs what is left level by level, finest level first; a row is paired once. */
export function matchLevels({ matched, leftFine, leftCoarse }: Match, levels: readonly Level[]): Match {
  const result: Match = { matched: [...matched], leftFine, leftCoarse };
  for (const level of levels) {
    if (result.leftFine.length === 0 || result.leftCoarse.length === 0) break;
    const fine = Map.groupBy(result.leftFine, (row) => level(row, 'fine'));
    const coarse = Map.groupBy(result.leftCoarse, (row) => level(row, 'coarse'));
    const shared = new Set([...coarse.keys()].filter((key) => key !== undefined && fine.has(key)));
    for (const key of shared) result.matched.push({ fine: fine.get(key) ?? [], coarse: coarse.get(key) ?? [] });
    result.leftFine = result.leftFine.filter((row) => !shared.has(level(row, 'fine')));
    result.leftCoarse = result.leftCoarse.filter((row) => !shared.has(level(row, 'coarse')));
  }
  return result;
}
