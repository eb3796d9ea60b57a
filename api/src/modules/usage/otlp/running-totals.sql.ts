import { hash } from 'node:crypto';
import { pool } from '../../../db.ts';
import type { OtlpPoint } from './otlp-records.ts';

/** What came in with a point: for a running total, what it has beyond what was counted of it. */
export interface PointAmount {
  amount: bigint;
  /** The same for every telling of the same amount. */
  key: string;
  total?: { series: string; value: bigint };
}

/** Telling the series of one member's token from those of another's. */
export async function amountsOf(owner: string, points: readonly OtlpPoint[]): Promise<PointAmount[]> {
  const series = points.map((point) => seriesOf(owner, point));
  const running = series.filter((_key, index) => points[index]?.isCumulative);
  const { rows } = running.length
    ? await pool.query<{ key: string; value: string }>(
        'SELECT key, value::text FROM running_total WHERE key = ANY($1::uuid[])',
        [[...new Set(running)]],
      )
    : { rows: [] };
  const counted = new Map(rows.map(({ key, value }) => [key, BigInt(value)]));
  return points.map((point, index) => {
    const key = series[index] ?? '';
    const value = BigInt(Math.max(0, Math.round(Number.isFinite(point.value) ? point.value : 0)));
    if (!point.isCumulative) return { amount: value, key: `${key} ${point.timeNano}` };
    const before = counted.get(key) ?? 0n;
    // Told again after a failure it has the same key and at least the same amount, so that it replaces itself.
    return { amount: value > before ? value - before : 0n, key: `${key} ${before}`, total: { series: key, value } };
  });
}

/** Once the amounts are stored. */
export async function keepTotals(amounts: readonly PointAmount[], now: Date): Promise<void> {
  const highest = new Map<string, bigint>();
  for (const { total } of amounts)
    if (total && total.value > (highest.get(total.series) ?? -1n)) highest.set(total.series, total.value);
  if (highest.size === 0) return;
  const ordered = [...highest].sort(([a], [b]) => (a < b ? -1 : 1));
  await pool.query(
    `INSERT INTO running_total (key, value, counted_at) SELECT *, $3::timestamptz FROM unnest($1::uuid[], $2::int8[])
     ON CONFLICT (key) DO UPDATE SET value = greatest(running_total.value, excluded.value), counted_at = excluded.counted_at`,
    [ordered.map(([key]) => key), ordered.map(([, value]) => value.toString()), now],
  );
}

function seriesOf(owner: string, { metric, attributes, startNano, isCumulative }: OtlpPoint): string {
  const told = [...attributes].map(([name, value]) => `${name}=${value}`).sort();
  const hex = hash('sha256', [owner, metric, isCumulative ? startNano : '', ...told].join('\u0000'), 'hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}
