import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { emptySnapshot } from './snapshot.ts';
import { tarEntries } from './tar-entries.ts';

/** There from before the first file is written until the engine has run once, which makes all of them durable. */
const markerOf = (directory: string) => `${directory}.new`;

/**
 * Puts an empty database cluster at `directory` unless one is there; true when it did.
 * It is built beside its place and renamed; one whose first start never came to an end is built again, so that a kill or a
 * power cut at any point leaves nothing half made. Call `confirmCluster` once the engine runs.
 */
export async function initialiseCluster(directory: string): Promise<boolean> {
  const marker = markerOf(directory);
  if (!existsSync(marker) && existsSync(join(directory, 'PG_VERSION'))) return false;
  const unfinished = `${directory}.unfinished`;
  mkdirSync(dirname(directory), { recursive: true, mode: 0o700 });
  writeFileSync(marker, '', { flush: true });
  syncDirectory(dirname(directory));
  for (const remains of [directory, unfinished]) rmSync(remains, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  for (const entry of tarEntries(await readFile(await emptySnapshot()))) {
    const path = join(unfinished, entry.path);
    mkdirSync(entry.kind === 'directory' ? path : dirname(path), { recursive: true, mode: 0o700 });
    if (entry.kind === 'file') writeFileSync(path, entry.content, { mode: 0o600 });
  }
  renameSync(unfinished, directory);
  return true;
}

/** The engine recovered the new cluster as after a crash, and with that synced every file of it. */
export function confirmCluster(directory: string): void {
  rmSync(markerOf(directory), { force: true });
  syncDirectory(dirname(directory));
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
