import { basename, dirname, join, sep } from 'node:path';
import type { EnvironmentVariables } from '../../../server/folders.ts';

/** Every entry of CLAUDE_CONFIG_DIR, else both default folders; sessions lie below `projects` of each. */
export function folders({ CLAUDE_CONFIG_DIR, XDG_CONFIG_HOME }: EnvironmentVariables, home: string): string[] {
  const named =
    CLAUDE_CONFIG_DIR?.split(',')
      .map((folder) => folder.trim())
      .filter(Boolean) ?? [];
  const roots =
    named.length > 0 ? named : [join(XDG_CONFIG_HOME || join(home, '.config'), 'claude'), join(home, '.claude')];
  return [...new Set(roots.map((root) => (basename(root) === 'projects' ? root : join(root, 'projects'))))];
}

export const accepts = (path: string): boolean => path.endsWith('.jsonl');

const SUBAGENTS = `${sep}subagents${sep}`;

export const isSubagent = (path: string): boolean => path.includes(SUBAGENTS) || basename(path).startsWith('agent-');

/** The session a file belongs to by its place; undefined where only its lines tell. */
export function sessionOf(path: string): string | undefined {
  const at = path.indexOf(SUBAGENTS);
  if (at >= 0) return basename(path.slice(0, at));
  const name = basename(path, '.jsonl');
  return name.startsWith('agent-') ? undefined : name;
}

/** The file that holds the main conversation of a session. */
export function mainFileOf(path: string, sessionId: string): string {
  const at = path.indexOf(SUBAGENTS);
  const folder = at >= 0 ? dirname(path.slice(0, at)) : dirname(path);
  return join(folder, `${sessionId}.jsonl`);
}
