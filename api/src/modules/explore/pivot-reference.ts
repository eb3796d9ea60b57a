/** The pivot as simply as it can be said, over rows in memory; what `readPivot` must agree with. */
import { type Day, type DayRange, daysOf } from '../../lib/calendar.ts';
import { decimalString, divideHalfEven } from '../../lib/money.ts';
import { comparisonRange } from './comparison-range.ts';
import { compareKeys, compareLabels } from './dimension-labels.ts';
import { type Dimension, dimensionDefinition } from './dimensions.ts';
import type { Measure } from './measures.ts';
import { periodKey, periodLabel } from './period-units.ts';
import type { PivotRequest } from './pivot-input.ts';

/** A counted row with its owners, as `usage_resolved` has it. */
export interface ResolvedRow {
  hour: Date;
  day: Day;
  billing_day: Day;
  billing_kind: string;
  evidence: string;
  sessions: bigint | null;
  requests: bigint | null;
  cost_nano: bigint | null;
  /** COST_KIND; variable unless a cost entry says otherwise. */
  cost_kind?: string;
  category?: string;
  /** Of AMORTIZED_SPEND and BOOKED_SPEND, where they differ from SPEND. */
  amortized_nano?: bigint;
  booked_nano?: bigint;
  /** The measures for which the row exists at all; without, all. */
  shownFor?: readonly Measure[];
  [column: string]: unknown;
}

export interface ReferenceNames {
  key(dimension: Dimension, id: number): string;
  label(dimension: Dimension, id: number): string;
}

const columns: Partial<Record<Dimension, string>> = {
  MEMBER: 'member_id',
  TEAM: 'team_id',
  AGENT: 'agent_id',
  PROJECT: 'project_id',
  CUSTOMER: 'customer_id',
  PURPOSE: 'purpose_id',
  SESSION: 'session_id',
  VENDOR: 'vendor_id',
  TOOL: 'tool_id',
  MODEL: 'model_id',
  API_KEY: 'api_key_identity_id',
  CONNECTION: 'connection_id',
  GL_ACCOUNT: 'gl_account_id',
};

/** A row with the range it belongs to (0 asked for, 1 compared with). */
interface Placed {
  row: ResolvedRow;
  range: number;
}
interface Group {
  key: string;
  label: string;
  position: number;
  rows: Placed[];
}

export function referencePivot(all: readonly ResolvedRow[], request: PivotRequest, names: ReferenceNames) {
  const ranges = [request.range, ...(request.compareTo ? [comparisonRange(request.range, request.compareTo)] : [])];
  const dayOf = (row: ResolvedRow) => (request.dayBasis === 'BILLING' ? row.billing_day : row.day);
  const isShown = ({ shownFor }: ResolvedRow) =>
    !shownFor || request.measures.some((measure) => shownFor.includes(measure));
  const inRange = ranges.flatMap((range, index) =>
    all
      .filter((row) => dayOf(row) >= range.from && dayOf(row) < range.until)
      .map((row): Placed => ({ row, range: index })),
  );
  const keyOf = (placed: Placed, dimension: Dimension): Omit<Group, 'rows'> => {
    const definition = dimensionDefinition(dimension);
    if (definition.kind === 'PERIOD') {
      return definition.unit === 'HOUR'
        ? hourPlace(placed, ranges)
        : periodPlace(definition.unit, dayOf(placed.row), placed.range, ranges);
    }
    const column = columns[dimension];
    if (column) {
      const id = Number(placed.row[column] ?? 0);
      return { key: names.key(dimension, id), label: names.label(dimension, id), position: 0 };
    }
    const constants: Partial<Record<Dimension, string>> = {
      BILLING_KIND: placed.row.billing_kind,
      EVIDENCE: placed.row.evidence,
      COST_KIND: placed.row.cost_kind ?? 'VARIABLE',
    };
    if (dimension === 'CATEGORY' && placed.row.category) {
      return { key: placed.row.category, label: placed.row.category, position: 0 };
    }
    const key = constants[dimension] || 'NONE';
    return { key, label: `${key.charAt(0)}${key.slice(1).toLowerCase()}`, position: 0 };
  };
  const matching = inRange.filter((placed) =>
    request.filters.every((filter) => {
      const { key, label } = keyOf(placed, filter.dimension);
      const search = filter.search?.toLowerCase();
      return (
        (!filter.in || filter.in.includes(key)) &&
        !filter.notIn?.includes(key) &&
        (!search ||
          label.toLowerCase().includes(search) ||
          (dimensionDefinition(filter.dimension).kind === 'PERIOD' && key.toLowerCase().includes(search)))
      );
    }),
  );
  const rows = matching.filter(({ row }) => isShown(row));
  const groups = (placed: readonly Placed[], dimension: Dimension): Group[] => {
    const byKey = new Map<string, Group>();
    for (const one of placed) {
      const place = keyOf(one, dimension);
      const group = byKey.get(place.key) ?? { ...place, rows: [] };
      byKey.set(place.key, group);
      group.rows.push(one);
    }
    return [...byKey.values()];
  };
  const inBasis = { dayOf };
  const figure = (placed: readonly Placed[], measure: Measure, range: number) =>
    measured(
      placed.filter((one) => one.range === range).map(({ row }) => row),
      measure,
      inBasis,
    );

  const [firstMeasure = 'SPEND'] = request.measures;
  const isPeriod = (dimension: Dimension) => dimensionDefinition(dimension).kind === 'PERIOD';
  const orderedColumns = (placed: readonly Placed[], level: number): { key: string[]; labels: string[] }[] => {
    const dimension = request.columns[level];
    if (!dimension) return [{ key: [], labels: [] }];
    return groups(placed, dimension)
      .toSorted((left, right) =>
        isPeriod(dimension)
          ? left.position - right.position
          : last(left) - last(right) ||
            compareNullsLast(figure(left.rows, firstMeasure, 0).value, figure(right.rows, firstMeasure, 0).value, -1) ||
            compareLabels(left.label, right.label) ||
            compareKeys(left.key, right.key),
      )
      .flatMap((group) =>
        orderedColumns(group.rows, level + 1).map(({ key, labels }) => ({
          key: [group.key, ...key],
          labels: [group.label, ...labels],
        })),
      );
  };
  const headers = request.columns.length > 0 ? orderedColumns(rows, 0) : [];
  const inColumn = (placed: readonly Placed[], key: readonly string[]) =>
    placed.filter((one) => request.columns.every((dimension, index) => keyOf(one, dimension).key === key[index]));

  const ordered = (placed: readonly Placed[], dimension: Dimension): Group[] => {
    const { orderBy } = request;
    const measure = orderBy ? orderBy.measure : isPeriod(dimension) ? undefined : firstMeasure;
    const ordering = (group: Group) =>
      measure && figure(orderBy?.column?.length ? inColumn(group.rows, orderBy.column) : group.rows, measure, 0).value;
    const sign = orderBy?.direction ? (orderBy.direction === 'asc' ? 1 : -1) : measure ? -1 : 1;
    return groups(placed, dimension).toSorted(
      (left, right) =>
        last(left) - last(right) ||
        (measure
          ? compareNullsLast(ordering(left) ?? null, ordering(right) ?? null, sign)
          : sign * (isPeriod(dimension) ? left.position - right.position : compareLabels(left.label, right.label))) ||
        compareKeys(left.key, right.key),
    );
  };
  const line = (key: string[], labels: string[], placed: readonly Placed[]) => {
    const cells = (range: number) =>
      [...headers.map((header) => inColumn(placed, header.key)), placed].flatMap((cell) =>
        request.measures.map((measure) => figure(cell, measure, range).text),
      );
    const hasUnpriced = placed.some((one) => one.range === 0 && isUnpriced(one.row));
    return { key, labels, values: cells(0), previous: request.compareTo ? cells(1) : null, hasUnpriced };
  };
  const below = (placed: readonly Placed[], key: string[], labels: string[]): ReturnType<typeof line>[] => {
    const dimension = request.rows[key.length];
    const own = !dimension || request.subtotals ? [line(key, labels, placed)] : [];
    if (!dimension) return own;
    return [
      ...own,
      ...ordered(placed, dimension).flatMap((group) =>
        below(group.rows, [...key, group.key], [...labels, group.label]),
      ),
    ];
  };
  const [outer] = request.rows;
  const outermost = outer ? ordered(rows, outer) : [];
  const attributed = outermost.filter(({ key }) => key !== 'UNATTRIBUTED');
  const page = attributed.slice(request.offset, request.offset + request.first);
  const shown = [...page, ...outermost.filter(({ key }) => key === 'UNATTRIBUTED')];
  const rest = attributed.filter((group) => !page.includes(group)).flatMap((group) => group.rows);
  return {
    columns: headers,
    rows: shown.flatMap((group) => below(group.rows, [group.key], [group.label])),
    other: attributed.length > page.length ? line(['OTHER'], ['Other'], rest) : null,
    totals: line([], [], rows),
    rowCount: outermost.length,
    unattributed: figure(
      matching.filter(({ row }) => row.member_id === 0),
      'SPEND',
      0,
    ).text,
    unpriced: unpricedUsage(
      rows.flatMap(({ row, range }) => (range === 0 && isUnpriced(row) ? [row] : [])),
      names,
    ),
  };
}

const isUnpriced = (row: ResolvedRow) =>
  row.billing_kind === 'METERED' &&
  row.cost_nano === null &&
  (Number(row.total_tokens) > 0 || Number(row.requests ?? 0) > 0);

function unpricedUsage(rows: readonly ResolvedRow[], names: ReferenceNames) {
  if (rows.length === 0) return null;
  const sum = (column: string, of = rows) => of.reduce((total, row) => total + BigInt(String(row[column] ?? 0)), 0n);
  const ids = new Set(rows.map((row) => Number(row.model_id)).filter((id) => id !== 0));
  const tokensOf = (id: number) =>
    sum(
      'total_tokens',
      rows.filter((row) => row.model_id === id),
    );
  const models = [...ids]
    .toSorted((left, right) => Number(tokensOf(right) - tokensOf(left)) || left - right)
    .map((id) => ({ key: names.key('MODEL', id), label: names.label('MODEL', id).replace(/ \(.*/, '') }));
  return { tokens: sum('total_tokens'), requests: sum('requests'), models };
}

const last = ({ key }: Group) => Number(key === 'UNATTRIBUTED');

function compareNullsLast(left: bigint | null, right: bigint | null, sign: number): number {
  if (left === null || right === null) return Number(left === null) - Number(right === null);
  return left < right ? -sign : left > right ? sign : 0;
}

type DayUnit = Parameters<typeof periodKey>[0];

/** Periods of the range compared with stand where the range asked for has its period of the same number. */
function periodPlace(unit: DayUnit, day: Day, range: number, ranges: readonly DayRange[]): Omit<Group, 'rows'> {
  const unitsOf = ({ from, until }: DayRange) => [
    ...new Set(daysOf({ from, until }).map((each) => periodKey(unit, each))),
  ];
  const own = periodKey(unit, day);
  if (unit === 'WEEKDAY') return { key: own, label: periodLabel(unit, own), position: Number(own) };
  const [current = [], previous = []] = ranges.map(unitsOf);
  const keys = [...current];
  const places = (range === 0 ? current : previous).map((each, index) => {
    if (index < current.length) return index;
    if (!keys.includes(each)) keys.push(each);
    return keys.length - 1;
  });
  const position = places[(range === 0 ? current : previous).indexOf(own)] ?? 0;
  const key = keys[position] ?? own;
  return { key, label: periodLabel(unit, key), position };
}

function hourPlace({ row, range }: Placed, ranges: readonly DayRange[]): Omit<Group, 'rows'> {
  const shift = range === 0 ? 0 : daysOf({ from: ranges[1]?.from ?? '', until: ranges[0]?.from ?? '' }).length;
  const moved = new Date(row.hour.getTime() + shift * 86_400_000);
  const key = `${moved.toISOString().slice(0, 19)}Z`;
  return { key, label: periodLabel('HOUR', key), position: moved.getTime() };
}

function measured(
  rows: readonly ResolvedRow[],
  measure: Measure,
  { dayOf }: { dayOf(row: ResolvedRow): Day },
): { value: bigint | null; text: string | null } {
  const sum = (column: string, of = rows) => of.reduce((total, row) => total + BigInt(String(row[column] ?? 0)), 0n);
  const usage = rows.filter((row) => !row.shownFor);
  const costed = rows.filter((row) => row.billing_kind === 'METERED' && row.cost_nano !== null);
  const money = (nano: bigint) => ({ value: nano, text: decimalString(nano, 9) });
  const count = (value: bigint | number) => ({ value: BigInt(value), text: String(value) });
  const ratio = (numerator: bigint, denominator: bigint, digits: number) => {
    if (denominator === 0n) return { value: null, text: null };
    const value = divideHalfEven(numerator, denominator);
    return { value, text: decimalString(value, digits) };
  };
  const cacheWrite = sum('cache_write_5m_tokens') + sum('cache_write_1h_tokens');
  switch (measure) {
    case 'SPEND':
      return money(sum('reporting_spend_nano'));
    case 'AMORTIZED_SPEND':
      return money(sum('amortized_nano'));
    case 'BOOKED_SPEND':
      return money(sum('booked_nano'));
    case 'LIST_VALUE':
      return money(sum('reporting_list_value_nano'));
    case 'TOTAL_TOKENS':
      return count(sum('input_tokens') + sum('cache_read_tokens') + cacheWrite + sum('output_tokens'));
    case 'INPUT_TOKENS':
      return count(sum('input_tokens'));
    case 'CACHE_READ_TOKENS':
      return count(sum('cache_read_tokens'));
    case 'CACHE_WRITE_TOKENS':
      return count(cacheWrite);
    case 'OUTPUT_TOKENS':
      return count(sum('output_tokens'));
    case 'REQUESTS':
      return count(sum('requests'));
    case 'SESSIONS': {
      const named = new Set(usage.map((row) => row.session_id).filter((id) => id !== 0));
      return count(
        BigInt(named.size) +
          sum(
            'sessions',
            usage.filter((row) => row.session_id === 0),
          ),
      );
    }
    case 'ACTIVE_MEMBERS':
      return count(new Set(usage.map((row) => row.member_id).filter((id) => id !== 0)).size);
    case 'ACTIVE_DAYS':
      return count(new Set(usage.map(dayOf)).size);
    case 'CACHE_HIT_RATE': {
      const read = sum('cache_read_tokens');
      return ratio(read * 1_000_000n, sum('input_tokens') + read + cacheWrite, 6);
    }
    case 'COST_PER_MTOK': {
      const withTokens = costed.filter((row) => Number(row.total_tokens) > 0);
      return ratio(sum('reporting_spend_nano', withTokens) * 1_000_000n, sum('total_tokens', withTokens), 9);
    }
    case 'COST_PER_REQUEST': {
      const known = costed.filter((row) => row.requests !== null);
      return ratio(sum('reporting_spend_nano', known), sum('requests', known), 9);
    }
  }
}
