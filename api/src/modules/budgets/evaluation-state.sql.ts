import type { Prisma } from '@outlay/prisma';
import type { Queryable } from '../explore/run-pivot.sql.ts';

export interface EvaluationState {
  /** Counts changes of budgets and their alerts. */
  sequence: number;
  /** `digest` as of the last evaluation, and the sequence after it. */
  seen: string;
  /** Of everything that figures depend on, but for the time. */
  digest: string;
}

/** What there is to see, and what was seen: by small tables only. */
export async function readEvaluationState(client: Queryable): Promise<EvaluationState> {
  const { rows } = await client.query<EvaluationState>(
    `SELECT coalesce((SELECT sequence FROM budget_evaluation WHERE id = 1), 0) AS sequence,
       coalesce((SELECT seen FROM budget_evaluation WHERE id = 1), '') AS seen,
       concat_ws(' ',
         (SELECT concat_ws(',', count(*), sum(revision), max(rebuilt_at)) FROM rollup_day),
         (SELECT concat_ws(',', count(*), sum(version), count(voided_at), max(id)) FROM cost_entry),
         (SELECT max(id) FROM audit_event WHERE action NOT IN ('signIn', 'signInFailed', 'signOut')),
         (SELECT concat_ws(',', reporting_zone, reporting_currency) FROM organization LIMIT 1)) AS digest`,
  );
  return rows[0] ?? { sequence: 0, seen: '', digest: '' };
}

/** Takes the next number, if nobody changed anything since `sequence`; the row stays locked until the transaction ends. */
export async function takeSequence(tx: Prisma.TransactionClient, sequence: number): Promise<boolean> {
  const { count } = await tx.budgetEvaluation.updateMany({
    where: { id: 1, sequence },
    data: { sequence: sequence + 1 },
  });
  return count === 1;
}
