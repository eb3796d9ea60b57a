import { KeyTable } from './key-table.ts';
import { type SessionUsage, sumOf } from './usage-event.ts';

/**
 * Usage on its way to the server, the same response once: of several reports of it, the one with most tokens, because
 * tools write a response while it is still coming in. Remembers what it has let go, so that later copies are dropped
 * here; beyond a million keys it forgets, and the server drops them.
 */
export class Batch {
  readonly #mostKeys: number;
  /** By the key's number. */
  #waiting = new Map<number, SessionUsage>();
  #keys = new KeyTable();
  #sums: number[] = [];

  constructor(mostKeys = 1_000_000) {
    this.#mostKeys = mostKeys;
  }

  get size(): number {
    return this.#waiting.size;
  }

  add(usage: SessionUsage): void {
    const sum = sumOf(usage);
    const number = this.#keys.add(usage.idempotencyKey);
    const known = this.#sums[number];
    if (known !== undefined && known >= sum) return;
    this.#sums[number] = sum;
    this.#waiting.set(number, usage);
  }

  /** Everything that waits, in the order it came. */
  take(): SessionUsage[] {
    const all = [...this.#waiting.values()];
    this.#waiting = new Map();
    if (this.#keys.size >= this.#mostKeys) {
      this.#keys = new KeyTable();
      this.#sums = [];
    }
    return all;
  }
}
