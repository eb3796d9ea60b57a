import { afterEach, describe, expect, test } from 'vitest';
import { createLogger } from '../lib/logger.ts';
import { DatabaseUnreachableError } from '../lib/startup-errors.ts';
import { type Manner, startRefusingServer } from '../test/refusing-server.ts';
import { openDatabase } from './open-database.ts';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

async function openAgainst(manner: Manner): Promise<{ port: number; outcome: Promise<unknown> }> {
  const { port, server } = await startRefusingServer(manner);
  closing.push(() => server.close());
  const place = { databaseUrl: `postgres://someone:hunter2@127.0.0.1:${port}/outlay`, dataDirectory: '' };
  const dependencies = { logger: createLogger('silent'), migrations: [], onFailure: () => undefined };
  return {
    port,
    outcome: openDatabase(place, dependencies).then(
      () => 'opened',
      (error: unknown) => error,
    ),
  };
}

describe('a server that cannot be used', () => {
  test.each([
    [
      '28P01',
      (place: string) => `PostgreSQL at ${place}/outlay refuses someone. Check user and password in DATABASE_URL.`,
    ],
    ['28000', (place: string) => `PostgreSQL at ${place}/outlay refuses someone.`],
    [
      '3D000',
      (place: string) =>
        `The database of ${place}/outlay does not exist. Create it (createdb), or correct DATABASE_URL.`,
    ],
    ['53300', (place: string) => `PostgreSQL at ${place}/outlay has no connection left.`],
    ['57P03', (place: string) => `No PostgreSQL server can be reached at ${place}/outlay.`],
  ])('says what to do about %s, without the password', async (sqlState, sentence) => {
    const { port, outcome } = await openAgainst({ refuseWith: sqlState });
    const error = await outcome;
    expect(error).toBeInstanceOf(DatabaseUnreachableError);
    expect(String(error)).toContain(sentence(`127.0.0.1:${port}`));
    expect(String(error)).not.toContain('hunter2');
  });

  test('an old server is named with its version', async () => {
    const { outcome } = await openAgainst({ version: '14.12' });
    expect(String(await outcome)).toMatch(/is PostgreSQL 14\.12; Outlay needs 15 or newer/);
  });
});
