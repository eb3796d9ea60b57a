import { existsSync } from 'node:fs';
import { link, mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { pgliteVersion } from './engine-version.ts';

const repositoryCache = join(import.meta.dirname, '../../../node_modules/.cache/outlay');
const keepMs = 7 * 24 * 60 * 60 * 1_000;
const fallbackCache = join(tmpdir(), `outlay-cache-${process.getuid?.() ?? 'user'}`);

/**
 * Path of a cached tar of an initialised database cluster, made once by `build`; making one takes seconds.
 * The cache is `node_modules/.cache/outlay`, or the temporary directory where that cannot be written.
 */
export async function cachedSnapshot(name: string, build: () => Promise<Uint8Array>): Promise<string> {
  const file = `pglite-${pgliteVersion}-${name}.tar`;
  const found = [repositoryCache, fallbackCache].map((cache) => join(cache, file)).find((path) => existsSync(path));
  if (found !== undefined) return found;
  const content = await build();
  return await store(repositoryCache, file, content).catch(() => store(fallbackCache, file, content));
}

/** The cluster as `initdb` makes it: no tables. */
export function emptySnapshot(): Promise<string> {
  return cachedSnapshot('empty', async () => {
    const database = await PGlite.create();
    try {
      return await dumpCluster(database);
    } finally {
      await database.close();
    }
  });
}

/** The files of a running database as an uncompressed tar. */
export async function dumpCluster(database: PGlite): Promise<Uint8Array> {
  await database.exec('CHECKPOINT');
  const dump = await database.dumpDataDir('none');
  return new Uint8Array(await dump.arrayBuffer());
}

async function store(cache: string, file: string, content: Uint8Array): Promise<string> {
  await mkdir(cache, { recursive: true, mode: 0o700 });
  const unfinished = join(cache, `${file}.${process.pid}.${crypto.randomUUID()}`);
  await writeFile(unfinished, content);
  try {
    // The first one stays: another process may be reading it, and a file that is replaced cannot be read to its end.
    await link(unfinished, join(cache, file)).catch(ignoreExisting);
  } finally {
    await rm(unfinished, { force: true });
  }
  await removeOld(cache);
  return join(cache, file);
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}

/** Snapshots of former migrations and engines; one in use is open already. */
async function removeOld(cache: string): Promise<void> {
  for (const file of await readdir(cache)) {
    const path = join(cache, file);
    const age = Date.now() - ((await stat(path).catch(() => undefined))?.mtimeMs ?? 0);
    if (age > keepMs && file.startsWith('pglite-')) await rm(path, { force: true });
  }
}
