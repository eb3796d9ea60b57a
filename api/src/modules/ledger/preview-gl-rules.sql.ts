import type { DayRange } from '../../lib/calendar.ts';
import type { Queryable } from '../explore/run-pivot.sql.ts';
import { type GlCoding, glAccountCase } from './gl-account-case.sql.ts';

/** Spend that goes from one account or category to another, in nano-units of the reporting currency. */
export interface GlMove {
  /** 0: none. */
  fromAccountId: number;
  toAccountId: number;
  fromCategory: string;
  toCategory: string;
  spendNano: string;
}

/** What another coding would move of the spend of these billing days, the largest first. */
export async function codingMoves(
  client: Queryable,
  { from, until }: DayRange,
  before: GlCoding,
  after: GlCoding,
): Promise<GlMove[]> {
  const [was, is] = [glAccountCase(before), glAccountCase(after)];
  const { rows } = await client.query<GlMove>(
    `SELECT from_account AS "fromAccountId", to_account AS "toAccountId", from_category AS "fromCategory",
       to_category AS "toCategory", sum(spend)::text AS "spendNano"
     FROM (SELECT ${was.glAccount} AS from_account, ${is.glAccount} AS to_account, ${was.category} AS from_category,
             ${is.category} AS to_category, spend
           FROM (SELECT vendor_id, tool_id, team_id, project_id, member_id, sum(reporting_spend_nano) AS spend
                 FROM usage_day WHERE billing_day >= $1::date AND billing_day < $2::date GROUP BY 1, 2, 3, 4, 5) AS usage) AS coded
     WHERE from_account <> to_account OR from_category <> to_category
     GROUP BY 1, 2, 3, 4 HAVING sum(spend) <> 0 ORDER BY abs(sum(spend)) DESC, 1, 2, 3, 4`,
    [from, until],
  );
  return rows;
}
