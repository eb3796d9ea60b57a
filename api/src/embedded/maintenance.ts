import type { Pool } from 'pg';

const checkpointAfterBytes = 64 * 1024 * 1024;

type DueTable = { readonly name: string; readonly isVacuumDue: boolean };

/**
 * What PostgreSQL's background processes do and PGlite, which has none, leaves undone: checkpoints (or the write-ahead log
 * grows for ever and recovery with it), and vacuum and analyze by the usual thresholds (or plans are made without
 * statistics). One call does what is due now; returns the statements it ran.
 */
export async function maintain(pool: Pool): Promise<string[]> {
  const statements = [...(await dueCheckpoint(pool)), ...(await dueTables(pool)).map(toStatement)];
  for (const statement of statements) await pool.query(statement);
  return statements;
}

async function dueCheckpoint(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ isDue: boolean }>(
    `SELECT pg_current_wal_insert_lsn() - redo_lsn > $1 AS "isDue" FROM pg_control_checkpoint()`,
    [checkpointAfterBytes],
  );
  return rows[0]?.isDue ? ['CHECKPOINT'] : [];
}

async function dueTables(pool: Pool): Promise<DueTable[]> {
  const { rows } = await pool.query<DueTable>(
    `SELECT * FROM (
       SELECT format('%I.%I', schemaname, relname) AS name, n_dead_tup > 50 + 0.2 * n_live_tup AS "isVacuumDue",
              n_mod_since_analyze > 50 + 0.1 * n_live_tup AS is_analyze_due
       FROM pg_stat_user_tables) AS t
     WHERE "isVacuumDue" OR is_analyze_due`,
  );
  return rows;
}

const toStatement = ({ name, isVacuumDue }: DueTable) => (isVacuumDue ? `VACUUM (ANALYZE) ${name}` : `ANALYZE ${name}`);

/** Calls `maintain` every `everyMs`, one call at a time; the returned function ends it. */
export function keepMaintained(pool: Pool, everyMs: number, onError: (error: unknown) => void): () => Promise<void> {
  let running: Promise<unknown> | undefined;
  const timer = setInterval(() => {
    running ??= maintain(pool)
      .catch(onError)
      .finally(() => {
        running = undefined;
      });
  }, everyMs);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}
