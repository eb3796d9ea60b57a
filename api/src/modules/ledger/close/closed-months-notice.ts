import { type ExecutionArgs, getOperationAST } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { pool } from '../../../db.ts';
import type { Context } from '../../../graphql/context.ts';
import { addMonths, type Day } from '../../../lib/calendar.ts';
import { lastClosedMonth } from './book-month.sql.ts';
import { driftingMonths } from './books-state.sql.ts';

/** `extensions.closedPeriods` of an answer. */
interface ClosedPeriodsNotice {
  /** First days of closed months whose figures have changed, or that lacked an entry. What they booked stays. */
  changed: Day[];
  /** First day of the open month that books the difference. */
  bookedIn: Day;
}

/**
 * Says with the answer of a mutation that figures of closed months changed, by it or meanwhile, and where the difference
 * is booked; nobody unknown is told. As long as no month is closed it costs one small query.
 */
export function closedMonthsNotice(): Plugin<Context> {
  return {
    async onExecute({ args }) {
      const { actor }: Context = args.contextValue;
      if (actor.kind === 'ANONYMOUS' || !isMutation(args) || (await lastClosedMonth(pool)) === undefined) return;
      const seen = await lastSeen();
      return {
        async onExecuteDone({ result, setResult }) {
          if (Symbol.asyncIterator in result) return;
          const notice = await noticeSince(seen);
          if (notice) setResult({ ...result, extensions: { ...result.extensions, closedPeriods: notice } });
        },
      };
    },
  };
}

const isMutation = ({ document, operationName }: ExecutionArgs) =>
  getOperationAST(document, operationName)?.operation === 'mutation';

async function noticeSince(seen: Seen): Promise<ClosedPeriodsNotice | undefined> {
  const last = await lastClosedMonth(pool);
  if (last === undefined) return undefined;
  const months = new Set([...(await driftingMonths(pool)), ...(await adjustedSince(seen))]);
  if (months.size === 0) return undefined;
  return { changed: [...months].sort(), bookedIn: addMonths(last, 1) };
}

interface Seen {
  auditEventId: number;
  entryId: number;
}

async function lastSeen(): Promise<Seen> {
  const { rows } = await pool.query<Seen>(
    `SELECT coalesce((SELECT max(id) FROM audit_event), 0)::float8 AS "auditEventId",
       coalesce((SELECT max(id) FROM cost_entry), 0) AS "entryId"`,
  );
  return rows[0] ?? { auditEventId: 0, entryId: 0 };
}

/** By closing's own adjustments, which may be posted before the answer is sent, or by a schedule that reaches back. */
async function adjustedSince({ auditEventId, entryId }: Seen): Promise<Day[]> {
  const { rows } = await pool.query<{ month: Day }>(
    `SELECT subject_id AS month FROM audit_event WHERE id > $1 AND action = 'postAdjustments (books)'
     UNION SELECT adjusts_month::text FROM cost_entry WHERE id > $2 AND source = 'ADJUSTMENT' AND adjusts_month IS NOT NULL`,
    [auditEventId, entryId],
  );
  return rows.map(({ month }) => month);
}
