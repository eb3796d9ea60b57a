import type { BudgetMetric, BudgetScope } from '@outlay/prisma';
import { type Day, startOfMonth } from '../../lib/calendar.ts';
import { eachInSlices } from '../../lib/in-slices.ts';
import { NANO_DIGITS } from '../../lib/money.ts';
import { cashSource } from '../explore/cost-sources.ts';
import type { Dimension } from '../explore/dimensions.ts';
import { type FactSource, usageSources } from '../explore/fact-sources.ts';
import { type LedgerState, ledgerState } from '../explore/ledger-state.sql.ts';
import type { Queryable } from '../explore/run-pivot.sql.ts';
import { SqlParameters } from '../explore/sql-parameters.ts';
import type { BudgetWindow } from './budget-calendar.ts';

/** How much of what somebody used in a window. */
export interface AmountQuestion {
  scope: BudgetScope;
  scopeId: number;
  metric: BudgetMetric;
  isHourly: boolean;
  window: BudgetWindow;
}

type Grain = 'hour' | 'day' | 'month';

const scopeDimensions: Record<Exclude<BudgetScope, 'ORGANIZATION'>, Dimension> = {
  ...{ TEAM: 'TEAM', MEMBER: 'MEMBER', AGENT: 'AGENT', PROJECT: 'PROJECT', CUSTOMER: 'CUSTOMER' },
  ...{ VENDOR: 'VENDOR', TOOL: 'TOOL', MODEL: 'MODEL', GL_ACCOUNT: 'GL_ACCOUNT' },
} as const;
const measured = { COST: 'spend', TOKENS: 'totalTokens', REQUESTS: 'requests' } as const;
const storedTypes = { hour: 'timestamptz', day: 'date', month: 'date' } as const;
const UNIT = 10n ** BigInt(NANO_DIGITS);

/**
 * Answers each question in units of 1e-9 (of the reporting currency, or of a token or request), from the facts the pivot
 * reads; of an hour only usage whose hour is known. At most one statement for each scope and grain (hour, day, month),
 * however many questions there are.
 */
export async function readAmounts(client: Queryable, questions: readonly AmountQuestion[]): Promise<bigint[]> {
  const amounts = questions.map(() => 0n);
  if (questions.length === 0) return amounts;
  const dimensions = questions.some(({ scope }) => scope === 'GL_ACCOUNT') ? (['GL_ACCOUNT'] as const) : [];
  const ledger = await ledgerState(client, dimensions);
  const groups = new Map<string, Asked[]>();
  await eachInSlices(questions.entries(), ([index, question]) => {
    const key = `${question.scope} ${grainOf(question)}`;
    const group = groups.get(key);
    if (group) group.push({ index, question });
    else groups.set(key, [{ index, question }]);
  });
  for (const group of groups.values()) {
    await eachInSlices(await readGroup(client, group, ledger), ({ index, amount }) => {
      amounts[index] = BigInt(amount) * (questions[index]?.metric === 'COST' ? 1n : UNIT);
    });
  }
  return amounts;
}

function grainOf({ isHourly, window }: AmountQuestion): Grain {
  if (isHourly) return 'hour';
  return window.from === startOfMonth(window.from) && window.until === startOfMonth(window.until) ? 'month' : 'day';
}

interface Asked {
  index: number;
  question: AmountQuestion;
}

/** Of one scope and grain. */
async function readGroup(client: Queryable, asked: readonly Asked[], ledger: LedgerState) {
  const [one] = asked;
  if (!one) return [];
  const first = one.question;
  const grain = grainOf(first);
  const at = (instant: Date, day: Day) => (grain === 'hour' ? instant.toISOString() : day);
  const starts: string[] = [];
  const ends: string[] = [];
  let [earliest, latest] = [first.window, first.window];
  await eachInSlices(asked, ({ question: { window } }) => {
    starts.push(at(window.startsAt, window.from));
    ends.push(at(window.endsAt, window.until));
    if (window.startsAt < earliest.startsAt) earliest = window;
    if (window.endsAt > latest.endsAt) latest = window;
  });
  const parameters = new SqlParameters();
  const type = storedTypes[grain];
  const range = {
    from: parameters.add(at(earliest.startsAt, earliest.from), type),
    until: parameters.add(at(latest.endsAt, latest.until), type),
  };
  const ids = asked.map(({ question }) => question.scopeId);
  const isEverything = first.scope === 'ORGANIZATION';
  const wanted = isEverything ? 'true' : parameters.add([...new Set(ids)], 'int[]');
  const reads = sourcesOf(grain, ledger);
  const facts = reads.map((source) => {
    const at = source.stored.REPORTING[grain];
    const scopeId = scopeColumn(source, first.scope);
    const sum = (base: 'spend' | 'totalTokens' | 'requests') =>
      `coalesce(sum(${source.sums[base] ?? '0'}), 0)::numeric`;
    return `SELECT ${scopeId} AS scope_id, ${at} AS at, ${sum('spend')} AS cost, ${sum('totalTokens')} AS tokens,
      ${sum('requests')} AS requests
    FROM ${source.table} WHERE ${at} >= ${range.from} AND ${at} < ${range.until}
      AND ${isEverything ? wanted : `${scopeId} = ANY(${wanted})`} GROUP BY 1, 2`;
  });
  const columns = [
    parameters.add(arrayLiteral(asked.map(({ index }) => index)), 'int[]'),
    parameters.add(arrayLiteral(ids), 'int[]'),
    parameters.add(arrayLiteral(starts), `${type}[]`),
    parameters.add(arrayLiteral(ends), `${type}[]`),
    parameters.add(arrayLiteral(asked.map(({ question }) => measured[question.metric])), 'text[]'),
  ];
  const { rows } = await client.query<{ index: number; amount: string }>(
    `WITH fact AS (${facts.join(' UNION ALL ')})
     SELECT asked.index, sum(CASE asked.measure WHEN 'spend' THEN fact.cost WHEN 'requests' THEN fact.requests
       ELSE fact.tokens END)::text AS amount
     FROM unnest(${columns.join(', ')}) AS asked(index, scope_id, from_at, until_at, measure)
     JOIN fact ON fact.scope_id = asked.scope_id AND fact.at >= asked.from_at AND fact.at < asked.until_at
     GROUP BY asked.index`,
    parameters.values,
  );
  return rows;
}

/** Of numbers, times and names of our own, which need no quotes: drivers look at each of a hundred thousand. */
const arrayLiteral = (values: readonly (number | string)[]): string => `{${values.join(',')}}`;

/** What is known only by the day is in no hour: at midnight it would be mistaken for a burst. */
function sourcesOf(grain: Grain, ledger: LedgerState): FactSource[] {
  const { raw, day, month } = usageSources(ledger);
  if (grain === 'hour')
    return [{ ...raw, table: `(SELECT * FROM ${raw.table} WHERE NOT is_day_grain) AS usage_timed` }];
  return [grain === 'day' ? day : month, ...(ledger.hasEntries ? [cashSource] : [])];
}

export function scopeColumn(source: FactSource, scope: BudgetScope): string {
  if (scope === 'ORGANIZATION') return '0';
  const column = source.dimensions[scopeDimensions[scope]];
  if (column === undefined) throw new Error(`no ${scope} in ${source.table}`);
  return column;
}
