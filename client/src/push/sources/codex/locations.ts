import { join } from 'node:path';
import type { EnvironmentVariables } from '../../../server/folders.ts';

/** Live and archived sessions below CODEX_HOME, else the default folder. */
export function folders({ CODEX_HOME }: EnvironmentVariables, home: string): string[] {
  const root = CODEX_HOME || join(home, '.codex');
  return [join(root, 'sessions'), join(root, 'archived_sessions')];
}

export const accepts = (path: string): boolean => path.endsWith('.jsonl');

/** The session's id, with which file names end: `rollout-2026-11-22T10-00-00-<id>.jsonl`. */
export const sessionOf = (path: string): string | undefined =>
  /([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.jsonl$/i.exec(path)?.[1]?.toLowerCase();
