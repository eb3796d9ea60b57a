import { hash } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import { pool } from '../../../db.ts';
import { instantOf, type OtlpPoint } from './otlp-records.ts';

/** What came in with a point: for a running total, what it has beyond what was counted of it. */
export interface PointAmount {
  amount: bigint;
  /** The same for every telling of the same amount. */
  key: string;
  total?: Step;
}

/** A running total that goes on from what was counted of it. */
export interface Step {
  series: string;
  from: bigint;
  to: bigint;
  /** Nothing was counted of it, and it began too long ago to tell whether that is because it was forgotten. */
  isForgotten: boolean;
}

/** Another process has counted the same series since it was read. */
export class CountedMeanwhile extends Error {}

const DAY_MS = 86_400_000;
/** A series nobody tells of for so long is forgotten. */
const KEPT_MS = 60 * DAY_MS;

/** Telling the series of one member's token from those of another's. */
export async function amountsOf(owner: string, points: readonly OtlpPoint[], now: Date): Promise<PointAmount[]> {
  const series = points.map((point) => seriesOf(owner, point));
  const counted = await countedOf(series.filter((_key, index) => points[index]?.isCumulative));
  return points.map((point, index) => {
    const key = series[index] ?? '';
    const value = BigInt(Math.round(point.value));
    if (!point.isCumulative) return { amount: value, key: `${key} ${point.timeNano}` };
    const from = counted.get(key);
    const isForgotten = from === undefined && beganLongAgo(point, now);
    const before = isForgotten ? value : (from ?? 0n);
    const to = value > before ? value : before;
    // Later points of the same export go on from here.
    counted.set(key, to);
    return { amount: to - before, key: `${key} ${before}`, total: { series: key, from: before, to, isForgotten } };
  });
}

async function countedOf(series: readonly string[]): Promise<Map<string, bigint>> {
  if (series.length === 0) return new Map();
  const { rows } = await pool.query<{ key: string; value: string }>(
    'SELECT key, value::text FROM running_total WHERE key = ANY($1::uuid[])',
    [[...new Set(series)]],
  );
  return new Map(rows.map(({ key, value }) => [key, BigInt(value)]));
}

/** A total whose beginning is not told counts from its first point on, as OpenTelemetry asks for. */
function beganLongAgo({ startNano }: OtlpPoint, now: Date): boolean {
  const start = instantOf(startNano);
  return start === undefined || now.getTime() - start.getTime() > KEPT_MS;
}

/**
 * Moves totals on, in the transaction that stores their amounts: each must still be where its first step began.
 * @throws CountedMeanwhile
 */
export async function advanceTotals(client: PoolClient, steps: readonly Step[], now: Date): Promise<void> {
  const ways = new Map<string, Step>();
  for (const step of steps) {
    const way = ways.get(step.series);
    ways.set(step.series, way ? { ...way, to: step.to } : step);
  }
  const ordered = [...ways.values()].sort((a, b) => (a.series < b.series ? -1 : 1));
  if (ordered.length === 0) return;
  const keys = ordered.map(({ series }) => series);
  const from = ordered.map((step) => step.from.toString());
  await client.query(
    `INSERT INTO running_total (key, value, counted_at) SELECT *, $3::timestamptz FROM unnest($1::uuid[], $2::int8[])
     ON CONFLICT (key) DO NOTHING`,
    [keys, from, now],
  );
  const { rowCount } = await client.query(
    `UPDATE running_total SET value = told.until, counted_at = $4
     FROM unnest($1::uuid[], $2::int8[], $3::int8[]) AS told(key, since, until)
     WHERE running_total.key = told.key AND running_total.value = told.since`,
    [keys, from, ordered.map((step) => step.to.toString()), now],
  );
  if (rowCount !== ordered.length) throw new CountedMeanwhile('a running total was counted by somebody else');
}

/** Keeps series that are told of without having grown; those that began long ago count from here on. */
export async function rememberTotals(steps: readonly Step[], now: Date): Promise<void> {
  const still = steps.filter(({ from, to }) => from === to);
  if (still.length === 0) return;
  const known = still.filter(({ isForgotten }) => !isForgotten).map(({ series }) => series);
  await pool.query(
    'UPDATE running_total SET counted_at = $2 WHERE key = ANY($1::uuid[]) AND counted_at < $3::timestamptz',
    [known, now, new Date(now.getTime() - DAY_MS)],
  );
  const begun = still.filter(({ isForgotten }) => isForgotten).sort((a, b) => (a.series < b.series ? -1 : 1));
  await pool.query(
    `INSERT INTO running_total (key, value, counted_at) SELECT *, $3::timestamptz FROM unnest($1::uuid[], $2::int8[])
     ON CONFLICT (key) DO NOTHING`,
    [begun.map(({ series }) => series), begun.map(({ to }) => to.toString()), now],
  );
}

/** Forgets series that ended. Answers how many. */
export async function forgetTotals(database: Pick<Pool, 'query'>, now: Date): Promise<number> {
  const { rowCount } = await database.query('DELETE FROM running_total WHERE counted_at < $1', [
    new Date(now.getTime() - KEPT_MS),
  ]);
  return rowCount ?? 0;
}

function seriesOf(owner: string, { metric, attributes, startNano, isCumulative }: OtlpPoint): string {
  const told = [...attributes].map(([name, value]) => `${name}=${value}`).sort();
  const hex = hash('sha256', [owner, metric, isCumulative ? startNano : '', ...told].join('\u0000'), 'hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}
