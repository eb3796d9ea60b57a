import { type BigIntStats, type Dirent, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Report } from './problem.ts';

export interface SessionFile {
  path: string;
  /** Device and inode: the same file under two names is one. */
  id: string;
  size: number;
  /** Milliseconds, to compare, not to trust: clocks are set back. */
  modified: number;
  changed: number;
}

const DEEPEST = 32;

/** The files below the folder that `accepts` takes, each once however many links lead to it; loops end by themselves. */
export function findFiles(folder: string, accepts: (path: string) => boolean, report: Report): SessionFile[] {
  const found: SessionFile[] = [];
  const seen = new Set<string>();
  const visit = (path: string, depth: number) => {
    for (const entry of entriesOf(path, report)) {
      const child = join(path, entry.name);
      if (entry.isFile() && !accepts(child)) continue;
      if (!entry.isFile() && !entry.isDirectory() && !entry.isSymbolicLink()) continue;
      const stats = statsOf(child, report);
      if (!stats) continue;
      const id = `${stats.dev}:${stats.ino}`;
      const isWanted = stats.isDirectory() ? depth < DEEPEST : stats.isFile() && accepts(child);
      if (!isWanted || seen.has(id)) continue;
      seen.add(id);
      if (stats.isDirectory()) visit(child, depth + 1);
      else found.push(fileOf(child, id, stats));
    }
  };
  const root = statsOf(folder);
  if (root?.isDirectory()) {
    seen.add(`${root.dev}:${root.ino}`);
    visit(folder, 0);
  }
  return found;
}

/** One file by its path; undefined when there is none. */
export function fileAt(path: string): SessionFile | undefined {
  const stats = statsOf(path);
  return stats?.isFile() ? fileOf(path, `${stats.dev}:${stats.ino}`, stats) : undefined;
}

const fileOf = (path: string, id: string, { size, mtimeNs, ctimeNs }: BigIntStats): SessionFile => ({
  path,
  id,
  size: Number(size),
  modified: Number(mtimeNs / 1000n) / 1000,
  changed: Number(ctimeNs / 1000n) / 1000,
});

function entriesOf(path: string, report: Report): Dirent[] {
  try {
    return readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    report({ path, kind: 'unreadable', detail: codeOf(error) });
    return [];
  }
}

function statsOf(path: string, report?: Report): BigIntStats | undefined {
  try {
    return statSync(path, { bigint: true });
  } catch (error) {
    // A file may go while the folder is read.
    if (codeOf(error) !== 'ENOENT') report?.({ path, kind: 'unreadable', detail: codeOf(error) });
    return undefined;
  }
}

/** The system's name of an error, such as EACCES: says why without quoting anything. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown error';
