import { DatabaseUnreachableError } from '../lib/startup-errors.ts';

/** The place a DATABASE_URL names, without its password. */
export function placeOf(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  const database = decodeURIComponent(url.pathname.slice(1));
  return `${url.hostname || url.searchParams.get('host') || 'localhost'}:${url.port || 5432}${database && `/${database}`}`;
}

/** The plain sentence for a server that cannot be used. */
export function connectionProblem(databaseUrl: string, error: unknown): DatabaseUnreachableError {
  const place = placeOf(databaseUrl);
  const user = decodeURIComponent(new URL(databaseUrl).username) || 'the default user';
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const detail = error instanceof Error ? error.message || code : String(error);
  return new DatabaseUnreachableError(`${problem(code, place, user)} (${detail || 'no reason given'})`, {
    cause: error,
  });
}

function problem(code: string, place: string, user: string): string {
  if (code === '28P01' || code === '28000') {
    return `PostgreSQL at ${place} refuses ${user}. Check user and password in DATABASE_URL.`;
  }
  if (code === '3D000') {
    return `The database of ${place} does not exist. Create it (createdb), or correct DATABASE_URL.`;
  }
  if (code === '53300') return `PostgreSQL at ${place} has no connection left. Raise max_connections or free some.`;
  return `No PostgreSQL server can be reached at ${place}. Start it, or correct DATABASE_URL.`;
}
