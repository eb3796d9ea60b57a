import { readFileSync } from 'node:fs';
import type { Pool } from 'pg';

export interface Measurement {
  /** Median of the runs. */
  wallMs: number;
  /** CPU of the database per run; undefined when it cannot be read (a server elsewhere). */
  databaseCpuMs: number | undefined;
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
const CLOCK_TICKS_PER_SECOND = 100;

/** User and system time of all of a server's local backends of ours, from /proc. */
async function backendCpuMs(pool: Pool): Promise<number | undefined> {
  const { rows } = await pool.query<{ pid: number }>(
    "SELECT pid FROM pg_stat_activity WHERE application_name = 'outlay'",
  );
  try {
    return rows.reduce((sum, { pid }) => {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
      return sum + ((Number(fields[11]) + Number(fields[12])) * 1_000) / CLOCK_TICKS_PER_SECOND;
    }, 0);
  } catch {
    return undefined;
  }
}

/**
 * Runs `work` `runs` times after one warm-up. On a server the database's CPU is that of its backends; embedded, the
 * engine is this process's, so process CPU less the calling thread's own share is not separable and wall time is given.
 */
export async function measure(
  pool: Pool,
  isServer: boolean,
  runs: number,
  work: () => Promise<unknown>,
): Promise<Measurement> {
  await work();
  const before = isServer ? await backendCpuMs(pool) : undefined;
  const walls: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const start = performance.now();
    await work();
    walls.push(performance.now() - start);
  }
  const after = isServer ? await backendCpuMs(pool) : undefined;
  const databaseCpuMs = before === undefined || after === undefined ? undefined : (after - before) / runs;
  return { wallMs: median(walls), databaseCpuMs };
}
