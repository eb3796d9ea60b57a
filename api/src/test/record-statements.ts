import type { Pool, PoolClient } from 'pg';

const recorders = new WeakMap<PoolClient, Set<string[]>>();

/** The SQL statements that `work` sends through the pool, transaction control left out: pins down N+1 reads. */
export async function recordStatements(pool: Pool, work: () => Promise<unknown>): Promise<string[]> {
  const statements: string[] = [];
  const watched = new Set<PoolClient>();
  const watch = (client: PoolClient) => {
    watched.add(client);
    recordersOf(client).add(statements);
  };
  pool.on('acquire', watch);
  try {
    await work();
  } finally {
    pool.off('acquire', watch);
    for (const client of watched) recordersOf(client).delete(statements);
  }
  return statements.filter((text) => !/^(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|SET )/i.test(text));
}

function recordersOf(client: PoolClient): Set<string[]> {
  const known = recorders.get(client);
  if (known) return known;
  const listeners = new Set<string[]>();
  recorders.set(client, listeners);
  const send = client.query.bind(client);
  const query = (...parameters: unknown[]) => {
    const [statement] = parameters;
    const text = typeof statement === 'string' ? statement : textOf(statement);
    for (const statements of listeners) statements.push(text);
    return Reflect.apply(send, client, parameters);
  };
  Object.assign(client, { query });
  return listeners;
}

const textOf = (statement: unknown) =>
  typeof statement === 'object' && statement !== null ? String(Reflect.get(statement, 'text')) : '';
