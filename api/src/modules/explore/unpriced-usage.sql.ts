import { encodeGlobalId } from '../../graphql/global-id.ts';
import { factConditions } from './fact-conditions.sql.ts';
import type { PivotPlan, Read } from './plan-pivot.ts';
import type { Queryable } from './run-pivot.sql.ts';
import { SqlParameters } from './sql-parameters.ts';

/** Metered usage of the range whose cost is unknown because nothing prices its model. */
export interface UnpricedUsage {
  tokens: bigint;
  /** Where the vendor counts them. */
  requests: bigint;
  /** Most tokens first; usage of no model has none. */
  models: UnpricedModelKey[];
}

export interface UnpricedModelKey {
  /** What a filter accepts. */
  key: string;
  label: string;
}

/** What the plan's own range (not the one compared with) holds of it, with the plan's filters. */
export async function readUnpricedUsage(client: Queryable, plan: PivotPlan): Promise<UnpricedUsage> {
  const parameters = new SqlParameters();
  const ofUsage = (plan.reads[0] ?? []).filter(({ source }) => source.sums.unpricedQuantity !== undefined);
  const parts = ofUsage.map((read) => unpricedPart(plan, read, parameters));
  const { rows } = await client.query<{ tokens: bigint; requests: bigint; id: number; model: string | null }>(
    `SELECT unpriced.tokens, unpriced.requests, model.id, model.name AS model
     FROM (SELECT model_id, sum(tokens)::int8 AS tokens, sum(requests)::int8 AS requests
       FROM (${parts.join(' UNION ALL ')}) AS part GROUP BY model_id) AS unpriced
     LEFT JOIN model ON model.id = unpriced.model_id ORDER BY unpriced.tokens DESC, model.name, model.id`,
    parameters.values,
  );
  return {
    tokens: rows.reduce((total, { tokens }) => total + BigInt(tokens), 0n),
    requests: rows.reduce((total, { requests }) => total + BigInt(requests), 0n),
    models: rows.flatMap(({ id, model }) =>
      model === null ? [] : [{ key: encodeGlobalId('Model', id), label: model }],
    ),
  };
}

function unpricedPart(plan: PivotPlan, { source, by, range }: Read, parameters: SqlParameters): string {
  const { unpricedTokens, unpricedRequests, unpricedQuantity } = source.sums;
  return `SELECT ${source.dimensions.MODEL} AS model_id, coalesce(sum(${unpricedTokens}), 0) AS tokens,
      coalesce(sum(${unpricedRequests}), 0) AS requests
    FROM ${source.table} WHERE ${factConditions(source, by, range, 0, plan, parameters)} AND (${unpricedQuantity}) <> 0 GROUP BY 1`;
}
