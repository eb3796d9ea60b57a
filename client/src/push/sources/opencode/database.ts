import { createRequire } from 'node:module';
import type { DatabaseSync } from 'node:sqlite';
import { isRecord, type JsonRecord, parsedRecord, textOf } from '../../json-record.ts';
import type { Answer } from './to-usage.ts';

/** This Node has no SQLite. */
export class NoSqlite extends Error {}

/** Rows of answers changed at or after `since` (milliseconds), in the order they changed; texts stay in the database. */
export function* readAnswers(path: string, since: number): Generator<Answer & { updated: number }> {
  const database = open(path);
  try {
    const columns = new Set(
      database
        .prepare("SELECT name FROM pragma_table_info('message')")
        .all()
        .map(({ name }) => name),
    );
    const hasParents = database.prepare("SELECT 1 FROM pragma_table_info('session') WHERE name = 'parent_id'").get();
    const updated = columns.has('time_updated') ? 'm.time_updated' : '0';
    const rows = database
      .prepare(
        `SELECT m.session_id AS session, ${updated} AS updated, ${hasParents ? 's.parent_id' : 'NULL'} AS parent,
           json_remove(m.data, '$.summary', '$.system', '$.error', '$.parts', '$.text', '$.content') AS data
         FROM message m ${hasParents ? 'LEFT JOIN session s ON s.id = m.session_id' : ''}
         WHERE ${updated} >= ? AND json_valid(m.data) AND json_extract(m.data, '$.tokens') IS NOT NULL
         ORDER BY updated`,
      )
      .iterate(since);
    for (const { session, parent, updated: at, data } of rows) {
      const message = messageOf(data);
      if (message) yield { message, sessionId: textOf(session), parentSessionId: textOf(parent), updated: Number(at) };
    }
  } finally {
    database.close();
  }
}

function messageOf(data: unknown): JsonRecord | undefined {
  const message = parsedRecord(textOf(data) ?? '');
  return isRecord(message) ? message : undefined;
}

function open(path: string): DatabaseSync {
  return new (sqlite().DatabaseSync)(path, { readOnly: true });
}

/** Loaded only where a database is, and without the notice that older versions of Node print for it. */
function sqlite(): typeof import('node:sqlite') {
  const { emitWarning } = process;
  process.emitWarning = () => undefined;
  try {
    return createRequire(import.meta.url)('node:sqlite');
  } catch {
    throw new NoSqlite();
  } finally {
    process.emitWarning = emitWarning;
  }
}
