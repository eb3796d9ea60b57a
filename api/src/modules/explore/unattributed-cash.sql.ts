import { cashSource } from './cost-sources.ts';
import { factConditions } from './fact-conditions.sql.ts';
import type { LedgerState } from './ledger-state.sql.ts';
import type { PivotRequest } from './pivot-input.ts';
import type { PivotPlan } from './plan-pivot.ts';
import type { Queryable } from './run-pivot.sql.ts';
import { SqlParameters } from './sql-parameters.ts';

/** SPEND of entries whose member is unknown, in nano-units, where the plan itself does not read entries on their date. */
export async function unattributedCash(
  client: Queryable,
  { range }: PivotRequest,
  plan: PivotPlan,
  { hasEntries }: LedgerState,
): Promise<bigint> {
  const isRead = plan.reads.some((reads) => reads.some(({ source }) => source === cashSource));
  if (isRead || !hasEntries) return 0n;
  const parameters = new SqlParameters();
  const conditions = factConditions(cashSource, 'day', range, 0, plan, parameters);
  const { rows } = await client.query<{ spend: string }>(
    `SELECT coalesce(sum(${cashSource.sums.unattributedSpend}), 0)::text AS spend FROM ${cashSource.table} WHERE ${conditions}`,
    parameters.values,
  );
  return BigInt(rows[0]?.spend ?? 0);
}
