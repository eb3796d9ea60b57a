import type { Pool, PoolClient } from 'pg';
import type { DayRange } from '../../lib/calendar.ts';
import { inTransaction } from '../../lib/transaction.ts';
import type { OrderColumn } from './order-column.ts';
import { levelsStatement, outlineStatement } from './pivot.sql.ts';
import type { LevelRow } from './pivot-cells.ts';
import { type OutlineRow, type PivotOutline, pivotOutline } from './pivot-outline.ts';
import { type PivotPlan, planTotals } from './plan-pivot.ts';
import { MAX_CELLS } from './too-many-cells-error.ts';

/** What statements run on: the pool, or the transaction at hand. */
export type Queryable = Pick<PoolClient, 'query'>;

/** Most outline rows of one kind: a row per key and range; one more shows that there are too many. */
export const OUTLINE_LIMIT = 2 * MAX_CELLS + 1;

/** Every statement of `work` sees the same state. */
export function inSnapshot<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  return inTransaction(pool, async (client) => {
    await client.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
    return work(client);
  });
}

type SqlValue = string | number | bigint | boolean | null;

export async function readOutline(
  client: Queryable,
  plan: PivotPlan,
  range: DayRange,
  order: OrderColumn | undefined,
): Promise<PivotOutline> {
  const { text, values } = outlineStatement(plan, planTotals(plan, ['spend'], range), {
    orderColumn: order?.path,
    limit: OUTLINE_LIMIT,
  });
  const { rows } = await client.query<SqlValue[]>({ text, values, rowMode: 'array' });
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
  const { text, values } = levelsStatement(plan, shown);
  const { rows } = await client.query<SqlValue[]>({ text, values, rowMode: 'array' });
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
