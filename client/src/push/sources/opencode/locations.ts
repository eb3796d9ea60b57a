import { basename, join, sep } from 'node:path';
import type { EnvironmentVariables } from '../../../server/folders.ts';
import { fileAt, type SessionFile } from '../../find-files.ts';

export function folders({ OPENCODE_DATA_DIR, XDG_DATA_HOME }: EnvironmentVariables, home: string): string[] {
  return [OPENCODE_DATA_DIR || join(XDG_DATA_HOME || join(home, '.local', 'share'), 'opencode')];
}

const MESSAGES = `${sep}storage${sep}message${sep}`;

export const isDatabase = (path: string): boolean => /^opencode(-[\w-]+)?\.db$/.test(basename(path));

/** Its database, and the messages of versions before it. */
export const accepts = (path: string): boolean =>
  isDatabase(path) || (path.endsWith('.json') && path.includes(MESSAGES));

/** What is new in a database stands in the log beside it first. Reading it changes that log's metadata. */
export function asSeen(file: SessionFile): SessionFile {
  const log = isDatabase(file.path) ? fileAt(`${file.path}-wal`) : undefined;
  if (!log) return file;
  return { ...file, modified: Math.max(file.modified, log.modified) };
}
