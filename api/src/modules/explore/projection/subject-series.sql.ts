import type { BudgetMetric } from '@outlay/prisma';
import type { Day, DayRange } from '../../../lib/calendar.ts';
import { NANO_DIGITS } from '../../../lib/money.ts';
import { scopeColumn } from '../../budgets/budget-amounts.sql.ts';
import type { Subject } from '../../budgets/budget-scopes.ts';
import { cashSource } from '../cost-sources.ts';
import { usageSources } from '../fact-sources.ts';
import { ledgerState } from '../ledger-state.sql.ts';
import type { Queryable } from '../run-pivot.sql.ts';
import { SqlParameters } from '../sql-parameters.ts';

/** What days came to, as the pivot's SPEND, TOTAL_TOKENS or REQUESTS; in units of 1e-9. Days without any are left out. */
export interface SubjectSeries {
  usage: ReadonlyMap<Day, bigint>;
  /** Cost entries on their date; none of tokens and requests. */
  entries: ReadonlyMap<Day, bigint>;
}

const UNIT = 10n ** BigInt(NANO_DIGITS);
const bases = { COST: 'spend', TOKENS: 'totalTokens', REQUESTS: 'requests' } as const;

/** Of what belongs to every one of the subjects. */
export async function readSubjectSeries(
  client: Queryable,
  subjects: readonly Subject[],
  metric: BudgetMetric,
  range: DayRange,
): Promise<SubjectSeries> {
  const named = subjects.filter(({ scope }) => scope !== 'ORGANIZATION');
  const ledger = await ledgerState(client, named.some(({ scope }) => scope === 'GL_ACCOUNT') ? ['GL_ACCOUNT'] : []);
  const parameters = new SqlParameters();
  const bounds = [parameters.add(range.from, 'date'), parameters.add(range.until, 'date')] as const;
  const ids = named.map(({ scope, scopeId }) => ({ scope, id: parameters.add(scopeId, 'int') }));
  const sources = [usageSources(ledger).day, ...(ledger.hasEntries && metric === 'COST' ? [cashSource] : [])];
  const parts = sources.map((source) => {
    const day = source.stored.REPORTING.day;
    const conditions = [
      `${day} >= ${bounds[0]} AND ${day} < ${bounds[1]}`,
      ...ids.map(({ scope, id }) => `${scopeColumn(source, scope)} = ${id}`),
    ];
    return `SELECT ${source === cashSource} AS "isEntry", ${day}::text AS day,
        coalesce(sum(${source.sums[bases[metric]]}), 0)::text AS amount
      FROM ${source.table} WHERE ${conditions.join(' AND ')} GROUP BY 2`;
  });
  const { rows } = await client.query<{ isEntry: boolean; day: Day; amount: string }>(
    parts.join('\nUNION ALL\n'),
    parameters.values,
  );
  const unit = metric === 'COST' ? 1n : UNIT;
  const of = (wanted: boolean) =>
    new Map(rows.filter(({ isEntry }) => isEntry === wanted).map(({ day, amount }) => [day, BigInt(amount) * unit]));
  return { usage: of(false), entries: of(true) };
}
