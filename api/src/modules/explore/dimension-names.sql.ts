import { catalogueOf } from './dimension-catalogue.sql.ts';
import type { NamesByDimension, ValueName } from './dimension-labels.ts';
import { type Dimension, dimensionDefinition } from './dimensions.ts';
import type { PivotNode, PivotTree } from './pivot-cells.ts';
import type { PivotPlan } from './plan-pivot.ts';
import type { Queryable } from './run-pivot.sql.ts';

/** Names of the ids of each dimension, by one statement per dimension; 0 and periods have none. */
export async function loadNames(
  client: Queryable,
  idsByDimension: ReadonlyMap<Dimension, ReadonlySet<string>>,
): Promise<NamesByDimension> {
  const names = new Map<Dimension, Map<string, ValueName>>();
  for (const [dimension, ids] of idsByDimension) {
    const catalogue = catalogueOf(dimension);
    const wanted = [...ids].filter((id) => id !== '0').map(Number);
    if (!catalogue || wanted.length === 0) continue;
    const { rows } = await client.query<{ id: number; label: string; key_part: string; detail: string | null }>(
      `SELECT ${catalogue.id} AS id, ${catalogue.label} AS label, ${catalogue.keyPart ?? `''`} AS key_part,
              ${catalogue.detail} AS detail
       FROM ${catalogue.from} WHERE ${catalogue.id} = ANY ($1::int[])`,
      [wanted],
    );
    names.set(dimension, new Map(rows.map((row) => [String(row.id), toValueName(row)])));
  }
  return names;
}

function toValueName(row: { label: string; key_part: string; detail: string | null }): ValueName {
  const { label, detail } = row;
  return row.key_part === '' ? { label, detail } : { label, detail, keyPart: row.key_part };
}

/** Ids on both axes of a pivot. */
export function namesNeededBy(
  { rows, columns }: PivotPlan,
  tree: PivotTree,
  columnPaths: readonly (readonly string[])[],
): Map<Dimension, Set<string>> {
  const ids = new Map<Dimension, Set<string>>();
  const collect = (dimensions: readonly Dimension[], path: readonly string[]) => {
    for (const [index, dimension] of dimensions.entries()) {
      const raw = path[index];
      if (raw === undefined || dimensionDefinition(dimension).kind !== 'ENTITY') continue;
      ids.set(dimension, (ids.get(dimension) ?? new Set()).add(raw));
    }
  };
  const visit = (node: PivotNode) => {
    collect(rows, node.path);
    node.children.forEach(visit);
  };
  tree.outermost.forEach(visit);
  for (const path of columnPaths) collect(columns, path);
  return ids;
}
