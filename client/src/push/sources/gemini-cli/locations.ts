import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import type { EnvironmentVariables } from '../../../server/folders.ts';
import { parsedRecord, recordOf, textOf } from '../../json-record.ts';

/** One folder per project below `tmp` of GEMINI_CLI_HOME's `.gemini`, else of the home folder's. */
export function folders({ GEMINI_CLI_HOME }: EnvironmentVariables, home: string): string[] {
  return [join(GEMINI_CLI_HOME || home, '.gemini', 'tmp')];
}

const CHATS = `${sep}chats${sep}`;

/** Conversations only: `logs.json` and checkpoints beside them hold prompts and no usage. */
export const accepts = (path: string): boolean => path.includes(CHATS) && /\.jsonl?$/.test(path);

/** The project's folder: written beside its conversations, else known by its short name or its hash. */
export function projectFolderOf(path: string): string | undefined {
  const place = path.slice(0, path.lastIndexOf(CHATS));
  const told = textAt(join(place, '.project_root'));
  if (told) return told;
  const registry = parsedRecord(textAt(join(dirname(dirname(place)), 'projects.json')) || '{}');
  const known = Object.entries(recordOf(registry?.projects) ?? {});
  const name = basename(place);
  return known.find(([folder, short]) => textOf(short) === name || hashOf(folder) === name)?.[0];
}

const hashOf = (folder: string) => hash('sha256', folder);

function textAt(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return '';
  }
}
