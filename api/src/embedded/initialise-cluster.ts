import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { emptySnapshot } from './snapshot.ts';
import { tarEntries } from './tar-entries.ts';

/**
 * Puts an empty database cluster at `directory` unless one is there; true when it did.
 * It is built beside its place and renamed, so that a kill at any point leaves nothing half made.
 */
export async function initialiseCluster(directory: string): Promise<boolean> {
  if (existsSync(join(directory, 'PG_VERSION'))) return false;
  const unfinished = `${directory}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true, mode: 0o700 });
  for (const entry of tarEntries(await readFile(await emptySnapshot()))) {
    const path = join(unfinished, entry.path);
    if (entry.kind === 'directory') mkdirSync(path, { recursive: true, mode: 0o700 });
    else writeDurably(path, entry.content);
  }
  renameSync(unfinished, directory);
  syncDirectory(dirname(directory));
  return true;
}

function writeDurably(path: string, content: Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileSync(path, content, { mode: 0o600, flush: true });
}

/** Makes a rename in `directory` durable. Windows has no such call and needs none. */
export function syncDirectory(directory: string): void {
  if (process.platform === 'win32') return;
  const descriptor = openSync(directory, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
