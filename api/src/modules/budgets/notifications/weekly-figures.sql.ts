import { addDays, type Day } from '../../../lib/calendar.ts';
import { cashSource } from '../../explore/cost-sources.ts';
import type { Queryable } from '../../explore/run-pivot.sql.ts';

/** What somebody's week came to; nano-units of the reporting currency. Member 0: nobody known. */
export interface MemberWeek {
  memberId: number;
  spend: bigint;
  previous: bigint;
  /** What included usage would have cost. */
  includedList: bigint;
}

/** One line of what a week's usage was of. */
export interface ModelWeek {
  memberId: number;
  model: string;
  spend: bigint;
}

type Texts<Row> = { [Key in keyof Row]: Row[Key] extends bigint ? string : Row[Key] };

/** Spend as the pivot's, of the week that begins on a Monday and of the one before, for everybody at once. */
export async function readMemberWeeks(client: Queryable, week: Day): Promise<MemberWeek[]> {
  const { rows } = await client.query<Texts<MemberWeek>>(
    `SELECT member_id AS "memberId", coalesce(sum(spend) FILTER (WHERE day >= $2::date), 0)::text AS spend,
       coalesce(sum(spend) FILTER (WHERE day < $2::date), 0)::text AS previous,
       coalesce(sum(included) FILTER (WHERE day >= $2::date), 0)::text AS "includedList"
     FROM (
       SELECT member_id, day, reporting_spend_nano AS spend,
         CASE WHEN billing_kind = 'INCLUDED' THEN reporting_list_value_nano END AS included
       FROM usage_day WHERE day >= $1::date AND day < $3::date
       UNION ALL
       SELECT member_id, day, spend_nano, NULL FROM ${cashSource.table} WHERE day >= $1::date AND day < $3::date
     ) AS part GROUP BY 1 ORDER BY 1`,
    [addDays(week, -7), week, addDays(week, 7)],
  );
  return rows.map(({ memberId, spend, previous, includedList }) => ({
    memberId,
    ...{ spend: BigInt(spend), previous: BigInt(previous), includedList: BigInt(includedList) },
  }));
}

/** The models whose usage cost something in the week, by member. */
export async function readModelWeeks(client: Queryable, week: Day): Promise<ModelWeek[]> {
  const { rows } = await client.query<Texts<ModelWeek>>(
    `SELECT u.member_id AS "memberId", coalesce(m.name, 'No model') AS model, sum(u.reporting_spend_nano)::text AS spend
     FROM usage_day u LEFT JOIN model m ON m.id = u.model_id
     WHERE u.day >= $1::date AND u.day < $2::date GROUP BY 1, 2 HAVING sum(u.reporting_spend_nano) <> 0 ORDER BY 1, 2`,
    [week, addDays(week, 7)],
  );
  return rows.map(({ spend, ...row }) => ({ ...row, spend: BigInt(spend) }));
}
