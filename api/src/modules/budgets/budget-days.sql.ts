import type { BudgetMetric } from '@outlay/prisma';
import type { Day, DayRange } from '../../lib/calendar.ts';
import { eachInSlices } from '../../lib/in-slices.ts';
import { NANO_DIGITS } from '../../lib/money.ts';
import { cashSource } from '../explore/cost-sources.ts';
import { usageSources } from '../explore/fact-sources.ts';
import { ledgerState } from '../explore/ledger-state.sql.ts';
import type { Queryable } from '../explore/run-pivot.sql.ts';
import { SqlParameters } from '../explore/sql-parameters.ts';
import { scopeColumn } from './budget-amounts.sql.ts';
import { type Subject, subjectKey } from './budget-scopes.ts';

/** What a subject used on a day; in units of 1e-9. */
export interface SubjectDay {
  day: Day;
  usageNano: bigint;
  /** Cost entries; 0 of tokens and requests. */
  entriesNano: bigint;
}

export type SubjectDays = ReadonlyMap<string, readonly SubjectDay[]>;

const UNIT = 10n ** BigInt(NANO_DIGITS);
const bases = { COST: 'spend', TOKENS: 'totalTokens', REQUESTS: 'requests' } as const;

/** Days with any use of each subject (by `subjectKey`), oldest first; one statement for each scope. */
export async function readSubjectDays(
  client: Queryable,
  subjects: readonly Subject[],
  metric: BudgetMetric,
  range: DayRange,
): Promise<SubjectDays> {
  const days = new Map<string, SubjectDay[]>();
  const ledger = await ledgerState(client, subjects.some(({ scope }) => scope === 'GL_ACCOUNT') ? ['GL_ACCOUNT'] : []);
  for (const [scope, own] of Map.groupBy(subjects, (subject) => subject.scope)) {
    const parameters = new SqlParameters();
    const bounds = [parameters.add(range.from, 'date'), parameters.add(range.until, 'date')] as const;
    const ids =
      scope === 'ORGANIZATION' ? undefined : parameters.add([...new Set(own.map(({ scopeId }) => scopeId))], 'int[]');
    const sources = [usageSources(ledger).day, ...(ledger.hasEntries && metric === 'COST' ? [cashSource] : [])];
    const parts = sources.map((source) => {
      const id = scopeColumn(source, scope);
      const at = source.stored.REPORTING.day;
      const isEntry = source === cashSource;
      return `SELECT ${id} AS scope_id, ${at} AS day, ${isEntry} AS is_entry, sum(${source.sums[bases[metric]]}) AS amount
        FROM ${source.table} WHERE ${at} >= ${bounds[0]} AND ${at} < ${bounds[1]}
        ${ids ? `AND ${id} = ANY(${ids})` : ''} GROUP BY 1, 2`;
    });
    const { rows } = await client.query<{ id: number; day: Day; usage: string; entries: string }>(
      `SELECT scope_id AS id, day::text AS day, coalesce(sum(amount) FILTER (WHERE NOT is_entry), 0)::text AS usage,
         coalesce(sum(amount) FILTER (WHERE is_entry), 0)::text AS entries
       FROM (${parts.join(' UNION ALL ')}) AS part GROUP BY scope_id, day ORDER BY scope_id, day`,
      parameters.values,
    );
    const unit = metric === 'COST' ? 1n : UNIT;
    await eachInSlices(rows, ({ id, day, usage, entries }) => {
      const key = subjectKey({ scope, scopeId: id });
      const found = days.get(key) ?? [];
      found.push({ day, usageNano: BigInt(usage) * unit, entriesNano: BigInt(entries) * unit });
      days.set(key, found);
    });
  }
  return days;
}
