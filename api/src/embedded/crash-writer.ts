import pg from 'pg';
import { openDataDirectory } from './open-data-directory.ts';

/** Run by crash.test.ts: writes numbered rows, tells the parent each one that was committed, until it is killed. */
const [, , dataDirectory = '', firstRow = '0'] = process.argv;
const opened = await openDataDirectory({
  dataDirectory,
  knownMigrations: [],
  statementLimitMs: 60_000,
  idleInTransactionMs: 60_000,
  onRestart: () => process.exit(1),
  onFailure: () => process.exit(1),
});
const client = new pg.Client(opened.connection);
await client.connect();
await client.query('CREATE TABLE IF NOT EXISTS acknowledged (id int PRIMARY KEY, filler text)');
for (let id = Number(firstRow) + 1; ; id += 1) {
  await client.query('INSERT INTO acknowledged VALUES ($1, repeat($2, 500))', [id, 'x']);
  process.send?.(id);
}
