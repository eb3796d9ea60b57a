import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { EventPayload } from './payload.ts';
import { syncFolder, writeWhole } from './write-whole.ts';

/** Nothing more can be kept on disk; what is kept stays. */
export class SpoolIsFull extends Error {}

/**
 * Usage on disk that the server has not got yet, oldest first: one file per batch, each there whole or not at all.
 * When full it refuses: what it holds is never dropped to make room.
 */
export class Spool {
  readonly #folder: string;
  readonly #mostBytes: number;
  #last = 0;

  constructor(folder: string, mostBytes: number) {
    this.#folder = folder;
    this.#mostBytes = mostBytes;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.#last = Number.parseInt(this.names().at(-1) ?? '0', 10);
  }

  names(): string[] {
    return readdirSync(this.#folder)
      .filter((name) => /^\d{12}\.json$/.test(name))
      .sort();
  }

  /** @throws SpoolIsFull when it holds all it may; errors of the system, such as ENOSPC */
  add(events: readonly EventPayload[]): void {
    const text = JSON.stringify(events);
    if (this.bytes() + text.length > this.#mostBytes) {
      throw new SpoolIsFull(`Unsent usage fills its ${Math.round(this.#mostBytes / 1_000_000)} MB`);
    }
    writeWhole(join(this.#folder, `${String(this.#last + 1).padStart(12, '0')}.json`), text);
    this.#last += 1;
  }

  /** What a batch holds; undefined when it is damaged, as by a failing disk. */
  read(name: string): EventPayload[] | undefined {
    try {
      const events: unknown = JSON.parse(readFileSync(join(this.#folder, name), 'utf8'));
      return Array.isArray(events) ? events : undefined;
    } catch {
      return undefined;
    }
  }

  remove(name: string): void {
    rmSync(join(this.#folder, name), { force: true });
    syncFolder(this.#folder);
  }

  /** Keeps a damaged batch for whoever can mend it. @returns where */
  setAside(name: string): string {
    const path = join(this.#folder, `${name}.damaged`);
    renameSync(join(this.#folder, name), path);
    return path;
  }

  bytes(): number {
    return this.names().reduce(
      (sum, name) => sum + (statSync(join(this.#folder, name), { throwIfNoEntry: false })?.size ?? 0),
      0,
    );
  }
}
