import { type Dimension, isPeriod, type StoredPeriod } from './dimensions.ts';
import { factConditions } from './fact-conditions.sql.ts';
import type { FactSource } from './fact-sources.ts';
import { type Base, isDistinct } from './measures.ts';
import { type PivotPlan, placesAreDistinct, type Read, storedCalendar } from './plan-pivot.ts';
import { SqlParameters } from './sql-parameters.ts';

const storedTypes = { hour: 'timestamptz', day: 'date', month: 'date' } as const;

/** `r1`, `c2`, …: where a dimension stands in every statement. */
function positions(plan: Pick<PivotPlan, 'rows' | 'columns'>) {
  return {
    rows: plan.rows.map((_, index) => `r${index + 1}`),
    columns: plan.columns.map((_, index) => `c${index + 1}`),
  };
}

function dimensionAt(plan: PivotPlan): [name: string, dimension: Dimension][] {
  const { rows, columns } = positions(plan);
  return [
    ...plan.rows.map((dimension, index): [string, Dimension] => [rows[index] ?? '', dimension]),
    ...plan.columns.map((dimension, index): [string, Dimension] => [columns[index] ?? '', dimension]),
  ];
}

function storedColumns(plan: PivotPlan): StoredPeriod[] {
  return [...new Set(plan.stored.values())];
}

/** Aggregates facts by stored columns first, then maps stored periods to their place; one row per leaf cell. */
function cellCtes(plan: PivotPlan, parameters: SqlParameters): string {
  const reads = plan.reads.flatMap((reads, rangeIndex) =>
    reads.map((read) => factSelect(plan, read, rangeIndex, parameters)),
  );
  const calendars = storedColumns(plan).map((stored) => calendarJoin(plan, stored, parameters));
  const names = [
    'period',
    ...dimensionAt(plan).map(([name]) => name),
    ...plan.bases.filter(isDistinct).map((base) => `x_${base}`),
  ];
  const sums = plan.bases.filter((base) => !isDistinct(base)).map((base) => `b_${base}`);
  const isLeaf = plan.reads.every((reads) => reads.length === 1) && placesAreDistinct(plan);
  const [columns, grouping] = isLeaf ? [sums, ''] : [sums.map(summed), `GROUP BY ${names.join(', ')}`];
  return `fact AS (${reads.join(' UNION ALL ')}),
cell AS (SELECT ${[...names, ...columns].join(', ')} FROM fact ${calendars.join(' ')} ${grouping})`;
}

const summed = (column: string) => `sum(${column}) AS ${column}`;

function factSelect(plan: PivotPlan, read: Read, rangeIndex: number, parameters: SqlParameters): string {
  const { source, by, range } = read;
  const keys = [
    `${rangeIndex} AS period`,
    ...dimensionAt(plan)
      .filter(([, dimension]) => !isPeriod(dimension))
      .map(([name, dimension]) => `${source.dimensions[dimension]} AS ${name}`),
    ...storedColumns(plan).map((stored) => `${source.stored[plan.dayBasis][stored]} AS s_${stored}`),
    ...plan.bases.filter(isDistinct).map((base) => `${distinctColumn(plan, source, base)} AS x_${base}`),
  ];
  const conditions = factConditions(source, by, range, rangeIndex, plan, parameters);
  return `SELECT ${[...keys, ...sourceSums(source, plan.bases)].join(', ')}
  FROM ${source.table} WHERE ${conditions} GROUP BY ${keys.map((_, index) => index + 1).join(', ')}`;
}

function distinctColumn(plan: PivotPlan, source: FactSource, base: Base): string | undefined {
  if (!isDistinct(base)) return undefined;
  const counted = source.distinct[base];
  return typeof counted === 'object' ? source.stored[plan.dayBasis][counted.stored] : counted;
}

function sourceSums(source: FactSource, bases: readonly Base[]): string[] {
  return bases.flatMap((base) =>
    isDistinct(base) ? [] : [`coalesce(sum(${source.sums[base] ?? '0'}), 0)::numeric AS b_${base}`],
  );
}

function calendarJoin(plan: PivotPlan, stored: StoredPeriod, parameters: SqlParameters): string {
  const calendar = storedCalendar(plan, stored);
  const arrays = [
    parameters.add(calendar.rangeIndexes, 'int[]'),
    parameters.add(calendar.stored, `${storedTypes[stored]}[]`),
    ...calendar.ordinals.map((ordinals) => parameters.add(ordinals, 'int[]')),
  ];
  const names = dimensionAt(plan);
  const ordinals = calendar.dimensions.map((dimension) => names.find(([, named]) => named === dimension)?.[0]);
  const alias = `calendar_${stored}`;
  return `JOIN unnest(${arrays.join(', ')}) AS ${alias}(range_index, stored, ${ordinals.join(', ')})
    ON ${alias}.range_index = fact.period AND ${alias}.stored = fact.s_${stored}`;
}

/** Bases over cells: sums add up, distinct counts look at the counted column. */
function baseColumns(bases: readonly Base[]): string[] {
  return bases.map((base) => {
    if (!isDistinct(base)) return summed(`b_${base}`);
    const known = base === 'activeDays' ? '' : ` FILTER (WHERE x_${base} <> 0)`;
    return `count(DISTINCT x_${base})${known} AS b_${base}`;
  });
}

export interface SqlStatement {
  text: string;
  values: unknown[];
}

export interface OutlineOptions {
  /** Stored values of the column that rows are ordered by. */
  orderColumn: readonly string[] | undefined;
  /** Most rows of each kind. */
  limit: number;
}

/** The leaf cells themselves, `limit` at most. Rows: period, row keys…, column keys…, bases… */
export function leavesStatement(plan: PivotPlan, limit: number): SqlStatement {
  const parameters = new SqlParameters();
  const ctes = cellCtes(plan, parameters);
  const keys = dimensionAt(plan).map(([name]) => `${name}::text`);
  const cells = ['period', ...keys, ...plan.bases.map((base) => `b_${base}`)];
  return { text: `WITH ${ctes}\nSELECT ${cells.join(', ')} FROM cell LIMIT ${limit}`, values: parameters.values };
}

/**
 * Outermost rows and column headers of every level with their totals, and the number of rows below each outermost row.
 * Rows: kind, period, keys…, bases…
 */
export function outlineStatement(plan: PivotPlan, options: OutlineOptions): SqlStatement | undefined {
  const parameters = new SqlParameters();
  const { rows, columns } = positions(plan);
  const keyCount = Math.max(Math.min(1, rows.length), columns.length);
  const pad = (names: readonly string[]) =>
    Array.from({ length: keyCount }, (_, index) => `${names[index] ?? 'NULL'}::text`);
  const part = (kind: string, keys: readonly string[], where = '') =>
    `(SELECT '${kind}', ${['period', ...pad(keys), ...baseColumns(plan.bases)].join(', ')}
  FROM cell ${where} GROUP BY ${['period', ...keys].join(', ')} LIMIT ${options.limit})`;
  const ctes = cellCtes(plan, parameters);
  const parts = columns.map((_, index) => part('COLUMN', columns.slice(0, index + 1)));
  if (rows.length > 0) parts.push(part('ROW', ['r1']));
  if (options.orderColumn && rows.length > 0) {
    const values = parameters.add(options.orderColumn, 'text[]');
    const matches = columns.map((name, index) => `${name}::text = (${values})[${index + 1}]`);
    parts.push(part('ORDER', ['r1'], `WHERE ${matches.join(' AND ')}`));
  }
  if (rows.length > 1) {
    const zeros = plan.bases.map((_, index) => (index === 0 ? 'count(*)' : '0'));
    parts.push(`(SELECT 'BELOW', ${['0', ...pad(['r1']), ...zeros].join(', ')}
  FROM (SELECT DISTINCT ${rows.join(', ')} FROM cell) AS leaf GROUP BY r1 LIMIT ${options.limit})`);
  }
  if (parts.length === 0) return undefined;
  return { text: `WITH ${ctes}\n${parts.join('\nUNION ALL\n')}`, values: parameters.values };
}

/**
 * Every total from the cells underneath: for each number of leading row dimensions, per column and over all columns.
 * Outermost rows not in `shown` are one. Rows: depth, has columns, period, is other, row keys…, column keys…, bases…
 */
export function levelsStatement(plan: PivotPlan, shown: readonly string[]): SqlStatement {
  const parameters = new SqlParameters();
  const { rows, columns } = positions(plan);
  const ctes = [cellCtes(plan, parameters), splitCte(plan, shown, parameters)];
  const selects: string[] = [];
  const isAdditive = !plan.bases.some(isDistinct);
  let finer = 'split';
  for (let depth = rows.length; depth >= 0; depth--) {
    const prefix = depth === 0 ? [] : ['is_other', ...rows.slice(0, depth)];
    for (const columnNames of columns.length > 0 ? [columns, []] : [[]]) {
      const name = `level_${depth}_${columnNames.length}`;
      const keys = ['period', ...prefix, ...columnNames];
      ctes.push(
        `${name} AS (SELECT ${[...keys, ...baseColumns(plan.bases)].join(', ')} FROM ${finer} GROUP BY ${keys.join(', ')})`,
      );
      if (isAdditive && columnNames.length === columns.length) finer = name;
      const cells = [
        depth,
        columnNames.length > 0,
        'period',
        depth === 0 ? 'false' : 'is_other',
        ...rows.map((row, index) => (index < depth ? `${row}::text` : 'NULL::text')),
        ...columns.map((column) => (columnNames.length > 0 ? `${column}::text` : 'NULL::text')),
        ...plan.bases.map((base) => `b_${base}`),
      ];
      selects.push(`SELECT ${cells.join(', ')} FROM ${name}${depth > 1 ? ' WHERE NOT is_other' : ''}`);
    }
  }
  return { text: `WITH ${ctes.join(',\n')}\n${selects.join('\nUNION ALL\n')}`, values: parameters.values };
}

/** Sets the outermost rows that are not shown apart as one, without what is below them. */
function splitCte(plan: PivotPlan, shown: readonly string[], parameters: SqlParameters): string {
  const { rows } = positions(plan);
  if (rows.length === 0) return 'split AS (SELECT * FROM cell)';
  const kept = [
    ...rows.map((row) => `CASE WHEN shown.key IS NOT NULL THEN cell.${row} END AS ${row}`),
    ...plan.columns.map((_, index) => `cell.c${index + 1}`),
    ...plan.bases.map((base) => (isDistinct(base) ? `cell.x_${base}` : `cell.b_${base}`)),
  ];
  return `split AS (
  SELECT cell.period, shown.key IS NULL AS is_other, ${kept.join(', ')}
  FROM cell LEFT JOIN unnest(${parameters.add(shown, 'text[]')}) AS shown(key) ON shown.key = cell.r1::text
)`;
}
