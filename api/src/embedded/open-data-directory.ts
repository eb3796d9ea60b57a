import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { lockDataDirectory } from './data-lock.ts';
import { requireReadableData, writeStamp } from './data-stamp.ts';
import { type EngineOptions, startEngine } from './engine.ts';
import { confirmCluster, initialiseCluster } from './initialise-cluster.ts';
import type { EngineAddress } from './worker-messages.ts';

/** Where `pg` finds a running engine: a socket directory, or 127.0.0.1, and the port. There is no password. */
export type EngineConnection = {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
};

export type DataDirectory = {
  readonly connection: EngineConnection;
  /** The cluster was created by this call. */
  readonly isNew: boolean;
  /** Records the newest migration applied beside the data. */
  stampSchema(schemaVersion: string): void;
  close(): Promise<void>;
};

type DataDirectoryOptions = Omit<EngineOptions, 'storage' | 'address'> & {
  readonly dataDirectory: string;
  readonly knownMigrations: readonly string[];
};

/** Longest socket path that every system accepts, with the byte that ends it. */
const longestSocketPath = 103;

/**
 * Locks the data directory, refuses what it must not open, creates the database at the first start, and runs the engine.
 * Throws a `StartupError`, having changed nothing but the lock.
 */
export async function openDataDirectory(options: DataDirectoryOptions): Promise<DataDirectory> {
  const dataDirectory = resolve(options.dataDirectory);
  mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
  const lock = await lockDataDirectory(dataDirectory);
  try {
    requireReadableData(dataDirectory, options.knownMigrations);
    const path = join(dataDirectory, 'db');
    const isNew = await initialiseCluster(path);
    const socketDirectory = openSocketDirectory(dataDirectory);
    const engine = await startEngine({
      ...options,
      storage: { kind: 'directory', path },
      address: address(socketDirectory),
    });
    if (isNew) {
      confirmCluster(path);
      writeStamp(dataDirectory, null);
    }
    return {
      connection: connectionTo(socketDirectory, engine.port),
      isNew,
      stampSchema: (schemaVersion) => writeStamp(dataDirectory, schemaVersion),
      async close() {
        await engine.close();
        for (const path of [socketDirectory, join(dataDirectory, 'run')])
          rmSync(path, { recursive: true, force: true });
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

export function address(socketDirectory: string): EngineAddress {
  if (process.platform === 'win32') return { kind: 'port', port: 0 };
  return { kind: 'socket', path: join(socketDirectory, '.s.PGSQL.5432') };
}

export function connectionTo(socketDirectory: string, port: number): EngineConnection {
  const place = process.platform === 'win32' ? { host: '127.0.0.1', port } : { host: socketDirectory, port: 5432 };
  return { ...place, user: 'postgres', database: 'postgres' };
}

/**
 * A private directory, since whoever reaches the socket is the database's superuser: `<dataDirectory>/run`, or where that
 * path is too long for a socket, a link of that name to one in the temporary directory.
 */
function openSocketDirectory(dataDirectory: string): string {
  const run = join(dataDirectory, 'run');
  rmSync(run, { recursive: true, force: true });
  if (Buffer.byteLength(join(run, '.s.PGSQL.5432')) > longestSocketPath) {
    const elsewhere = mkdtempSync(join(tmpdir(), 'outlay-'));
    symlinkSync(elsewhere, run);
    return elsewhere;
  }
  mkdirSync(run, { mode: 0o700 });
  return run;
}

/** How to reach the engine that another process runs on `dataDirectory`; undefined where there are no sockets. */
export function runningEngine(dataDirectory: string): EngineConnection | undefined {
  const run = join(resolve(dataDirectory), 'run');
  if (process.platform === 'win32' || !existsSync(run)) return undefined;
  return connectionTo(realpathSync(run), 0);
}
