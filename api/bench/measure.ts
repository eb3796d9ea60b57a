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

/** Last known time of each backend, so that those of closed connections still count. */
const backends = new Map<number, number>();

/** User and system time of all of a server's local backends of ours, from /proc; undefined for a server elsewhere. */
async function backendCpuMs(pool: Pool): Promise<number | undefined> {
  const { rows } = await pool.query<{ pid: number }>(
    "SELECT pid FROM pg_stat_activity WHERE application_name = 'outlay'",
  );
  try {
    for (const { pid } of rows) {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
      backends.set(pid, ((Number(fields[11]) + Number(fields[12])) * 1_000) / CLOCK_TICKS_PER_SECOND);
    }
    return [...backends.values()].reduce((sum, spent) => sum + spent, 0);
  } catch {
    return undefined;
  }
}

const milliseconds = ({ user, system }: NodeJS.CpuUsage) => (user + system) / 1_000;

/** CPU so far of our own code and of the database: a server's backends, or every other thread of this process. */
export async function cpuSoFar(
  pool: Pool,
  isServer: boolean,
): Promise<{ ownMs: number; databaseMs: number | undefined }> {
  if (isServer) return { ownMs: milliseconds(process.cpuUsage()), databaseMs: await backendCpuMs(pool) };
  const ownMs = milliseconds(process.threadCpuUsage());
  return { ownMs, databaseMs: milliseconds(process.cpuUsage()) - ownMs };
}

/** Runs `work` `runs` times after one warm-up. */
export async function measure(
  pool: Pool,
  isServer: boolean,
  runs: number,
  work: () => Promise<unknown>,
): Promise<Measurement> {
  await work();
  const before = (await cpuSoFar(pool, isServer)).databaseMs;
  const walls: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const start = performance.now();
    await work();
    walls.push(performance.now() - start);
  }
  const after = (await cpuSoFar(pool, isServer)).databaseMs;
  const databaseCpuMs = before === undefined || after === undefined ? undefined : (after - before) / runs;
  return { wallMs: median(walls), databaseCpuMs };
}
