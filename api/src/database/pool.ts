import pg from 'pg';

const { builtins, getTypeParser } = pg.types;

/**
 * How hand-written SQL sees values: `int8` is a bigint, `numeric` a decimal string, `date` an ISO day string, and
 * instants are Dates. (The driver would turn a day into local midnight.) Prisma brings its own conversions.
 */
const types: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (format !== 'binary' && oid === builtins.INT8) return BigInt;
    if (format !== 'binary' && oid === builtins.DATE) return String;
    return getTypeParser(oid, format ?? 'text');
  },
};

/** One session setting for both engines: instants are UTC whatever the server's zone. */
const sessionSettings =
  "SET TIME ZONE 'UTC'; SET idle_in_transaction_session_timeout = '60s'; SET statement_timeout = '300s'";

type PoolOptions = {
  readonly size: number;
  /** How long a caller waits for a connection. */
  readonly waitMs: number;
  readonly onError: (error: Error) => void;
};

/** A pool whose idle connections may be closed by the server without harm. */
export function createPool(connection: pg.PoolConfig, { size, waitMs, onError }: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    ...connection,
    max: size,
    types,
    connectionTimeoutMillis: waitMs,
    application_name: 'outlay',
    onConnect: (client) => client.query(sessionSettings).then(() => undefined),
  });
  pool.on('error', onError);
  return pool;
}
