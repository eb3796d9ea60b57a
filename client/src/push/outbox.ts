import { join } from 'node:path';
import { ForeignAnswerFailure, RateLimitedFailure, RefusedFailure, UnavailableFailure } from '../server/failures.ts';
import type { EventPayload } from './payload.ts';
import type { Report } from './problem.ts';
import { Spool } from './spool.ts';

/** An event the server will not take, and why. Kept, and offered again next time. */
export interface Rejection {
  index: number;
  field: string | null;
  message: string | null;
}

export interface Delivery {
  accepted: number;
  duplicates: number;
  rejections: readonly Rejection[];
}

export type Send = (events: readonly EventPayload[]) => Promise<Delivery>;

/** As many events as the server takes at once. */
export const MOST_EVENTS = 5_000;
const MOST_BYTES = 200_000_000;

/** Passing failures: the server is not there, is busy, or something else answers in its place. */
export const isPassing = (error: unknown): error is Error =>
  error instanceof UnavailableFailure ||
  error instanceof RateLimitedFailure ||
  error instanceof ForeignAnswerFailure ||
  (error instanceof RefusedFailure && error.code === 'INTERNAL_SERVER_ERROR');

interface OutboxOptions {
  folder: string;
  send: Send;
  report: Report;
  onDelivered(): void;
  /** That may wait on disk. */
  mostBytes?: number | undefined;
}

/**
 * Where usage goes: to the server, or on disk while it cannot be reached. Once `put` is done, the usage is safe.
 * What the server got and this process did not note, because it was killed between, is sent again and counts once.
 */
export class Outbox {
  readonly #send: Send;
  readonly #report: Report;
  readonly #onDelivered: () => void;
  readonly #spool: Spool;
  readonly #refused: Spool;
  /** Why the server could not be reached; it is not asked again in this run. */
  failure: Error | undefined;
  accepted = 0;
  duplicates = 0;
  spooled = 0;
  readonly rejections: Rejection[] = [];

  constructor({ folder, send, report, onDelivered, mostBytes = MOST_BYTES }: OutboxOptions) {
    this.#send = send;
    this.#report = report;
    this.#onDelivered = onDelivered;
    this.#spool = new Spool(join(folder, 'spool'), mostBytes);
    this.#refused = new Spool(join(folder, 'refused'), mostBytes);
  }

  /** @throws SpoolIsFull; ServerFailure when the server refuses all; errors of the system */
  async put(events: readonly EventPayload[]): Promise<void> {
    if (await this.#deliver(events)) return;
    this.#spool.add(events);
    this.spooled += events.length;
  }

  /** Sends what is on disk, oldest first. @throws ServerFailure when the server refuses all */
  async drain(): Promise<void> {
    // What is refused now is kept under a later name, so the list is of those before.
    for (const spool of [this.#spool, this.#refused]) {
      for (const name of spool.names()) {
        const events = spool.read(name);
        if (events === undefined) this.#report({ path: spool.setAside(name), kind: 'malformed' });
        else if (await this.#deliver(events)) spool.remove(name);
        else return;
      }
    }
  }

  /** Gives up what the server refused so far. */
  dropRefused(): void {
    for (const name of this.#refused.names()) this.#refused.remove(name);
  }

  async #deliver(events: readonly EventPayload[]): Promise<boolean> {
    if (this.failure) return false;
    try {
      const { accepted, duplicates, rejections } = await this.#send(events);
      const refused = rejections.flatMap(({ index }) => events[index] ?? []);
      if (refused.length > 0) this.#refused.add(refused);
      this.accepted += accepted;
      this.duplicates += duplicates;
      this.rejections.push(...rejections);
      this.#onDelivered();
      return true;
    } catch (error) {
      if (!isPassing(error)) throw error;
      this.failure = error;
      return false;
    }
  }
}
