import type { PoolClient } from 'pg';
import { isDistinct } from './measures.ts';
import type { OrderColumn } from './order-column.ts';
import { leavesStatement, levelsStatement, outlineStatement, type SqlStatement } from './pivot.sql.ts';
import type { LevelRow } from './pivot-cells.ts';
import type { Leaf } from './pivot-leaves.ts';
import { type OutlineRow, type PivotOutline, pivotOutline } from './pivot-outline.ts';
import { likelyLeafCount, type PivotPlan } from './plan-pivot.ts';
import { MAX_CELLS } from './too-many-cells-error.ts';

/** What statements run on: the pool, or the transaction at hand. */
export type Queryable = Pick<PoolClient, 'query'>;

/** Most outline rows of one kind: a row per key and range; one more shows that there are too many. */
export const OUTLINE_LIMIT = 2 * MAX_CELLS + 1;

type SqlValue = string | number | bigint | boolean | null;

async function rowsOf(client: Queryable, { text, values }: SqlStatement): Promise<SqlValue[][]> {
  const { rows } = await client.query<SqlValue[]>({ text, values, rowMode: 'array' });
  return rows;
}

/**
 * The leaf cells, to be added up here: half the work of adding up there, as long as they are few. Undefined when there
 * are (or likely are) more than `limit`, or when counting different values needs the rows underneath.
 */
export async function readLeaves(client: Queryable, plan: PivotPlan, limit: number): Promise<Leaf[] | undefined> {
  if (plan.bases.some(isDistinct) || likelyLeafCount(plan) > limit) return undefined;
  const rows = await rowsOf(client, leavesStatement(plan, limit + 1));
  if (rows.length > limit) return undefined;
  const columnsAt = 1 + plan.rows.length;
  const basesAt = columnsAt + plan.columns.length;
  return rows.map((row) => ({
    period: Number(row[0]),
    rowKeys: row.slice(1, columnsAt).map(String),
    columnKeys: row.slice(columnsAt, basesAt).map(String),
    bases: toBases(row.slice(basesAt)),
  }));
}

export async function readOutline(
  client: Queryable,
  plan: PivotPlan,
  order: OrderColumn | undefined,
): Promise<PivotOutline> {
  const statement = outlineStatement(plan, { orderColumn: order?.path, limit: OUTLINE_LIMIT });
  const rows = statement ? await rowsOf(client, statement) : [];
  return pivotOutline(
    rows.map((row) => toOutlineRow(row, plan.bases.length)),
    plan.columns.length,
  );
}

function toOutlineRow(row: readonly SqlValue[], baseCount: number): OutlineRow {
  return {
    kind: row[0] as OutlineRow['kind'],
    period: Number(row[1]),
    keys: row.slice(2, -baseCount).filter((key): key is string => typeof key === 'string'),
    bases: toBases(row.slice(-baseCount)),
  };
}

/** @param shown stored keys of the outermost rows to tell apart */
export async function readLevels(client: Queryable, plan: PivotPlan, shown: readonly string[]): Promise<LevelRow[]> {
  const rows = await rowsOf(client, levelsStatement(plan, shown));
  const columnsAt = 4 + plan.rows.length;
  const basesAt = columnsAt + plan.columns.length;
  return rows.map((row) => ({
    depth: Number(row[0]),
    hasColumns: row[1] === true,
    period: Number(row[2]),
    isOther: row[3] === true,
    rowKeys: row.slice(4, columnsAt).map(String),
    columnKeys: row.slice(columnsAt, basesAt).map(String),
    bases: toBases(row.slice(basesAt)),
  }));
}

function toBases(values: readonly SqlValue[]): bigint[] {
  return values.map((value) => BigInt(value ?? 0));
}
