import { backoffMs } from './backoff.ts';
import type { Runtime } from './runtime.ts';
import type { BatchAnswer } from './send-batch.ts';
import type { Spool, SpoolTicket } from './spool.ts';
import type { TrackerHooks } from './tracker-hooks.ts';

export interface OutboxOptions {
  batchSize: number;
  flushIntervalMs: number;
  maxWaitingEvents: number;
  maxWaitingCharacters: number;
  runtime: Runtime;
  hooks: Required<TrackerHooks>;
  send(events: readonly string[]): Promise<BatchAnswer>;
}

export interface Outbox {
  /** Takes the JSON of an event; returns at once. */
  add(json: string): void;
  /** Sends all that waits; ends at the first failure. Answers how many events still wait, here and on disk. */
  flush(): Promise<number>;
  /** From now on every event is on disk before it is sent; what an earlier process left is sent too. */
  attach(spool: Spool): void;
  isWaiting(): boolean;
  /** Sends nothing any more. `lost` of those that wait are not on disk. */
  stop(): { waiting: number; lost: number };
}

interface Waiting {
  json: string;
  ticket: SpoolTicket | undefined;
}

/** After an outage more is sent at once than a batch, up to this many events and characters. */
const MOST_EVENTS = 500;
const MOST_CHARACTERS = 1_000_000;

/**
 * Events between the caller and the server. At most one request is under way; what fails stays first in line.
 * An event leaves when the server has answered for it, and only then its place on disk.
 */
export function createOutbox(options: OutboxOptions): Outbox {
  const { batchSize, flushIntervalMs, runtime, hooks, send } = options;
  let waiting: Waiting[] = [];
  let waitingCharacters = 0;
  let spool: Spool | undefined;
  let timer: unknown;
  let sending: Promise<boolean> | undefined;
  let failures = 0;
  let most = MOST_EVENTS;
  let isStopped = false;

  function add(json: string): void {
    if (isStopped) {
      hooks.onDrop({ reason: 'closed', count: 1, message: 'the tracker is closed' });
    } else if (hasRoom(json)) {
      push({ json, ticket: spool?.write(json) });
      plan();
    } else if (spool?.writeBacklog(json)) {
      plan();
    } else {
      hooks.onDrop({ reason: 'full', count: 1, message: `${waiting.length} events wait for the server already` });
    }
  }

  const hasRoom = (json: string) =>
    waiting.length < options.maxWaitingEvents && waitingCharacters + json.length <= options.maxWaitingCharacters;

  function push(event: Waiting): void {
    waiting.push(event);
    waitingCharacters += event.json.length;
  }

  /** Sees to it that something will happen: at once for a full batch, after the interval otherwise. */
  function plan(): void {
    if (isStopped || sending || failures > 0) return;
    const isSplitting = waiting.length > 0 && most < MOST_EVENTS;
    if (waiting.length >= batchSize || isSplitting || (waiting.length === 0 && spool?.hasBacklog())) void start();
    else if (timer === undefined && waiting.length > 0) wakeIn(flushIntervalMs);
  }

  function wakeIn(milliseconds: number): void {
    runtime.clearTimeout(timer);
    timer = runtime.setTimeout(() => {
      timer = undefined;
      void start();
    }, milliseconds);
  }

  /** True when the server answered. */
  function start(): Promise<boolean> {
    runtime.clearTimeout(timer);
    timer = undefined;
    sending ??= sendOnce().finally(() => {
      sending = undefined;
      plan();
    });
    return sending;
  }

  async function sendOnce(): Promise<boolean> {
    if (waiting.length === 0) refill();
    const batch = nextBatch();
    if (batch.length === 0) return true;
    const begun = runtime.now();
    const answer = await send(batch.map(({ json }) => json));
    if (answer.kind === 'recorded') settle(batch, answer, runtime.now() - begun);
    else if (answer.kind === 'refused') split(batch, answer.message);
    else return fail(batch, answer);
    failures = 0;
    return true;
  }

  function refill(): void {
    const backlog = spool?.takeBacklog();
    for (const json of backlog?.events ?? []) push({ json, ticket: backlog?.ticket });
  }

  function nextBatch(): Waiting[] {
    let characters = 0;
    const end = waiting.findIndex(({ json }, index) => {
      characters += json.length;
      return index > 0 && (index >= most || characters > MOST_CHARACTERS);
    });
    return waiting.slice(0, end < 0 ? waiting.length : end);
  }

  function settle(batch: Waiting[], answer: Extract<BatchAnswer, { kind: 'recorded' }>, milliseconds: number): void {
    leave(batch);
    most = Math.min(MOST_EVENTS, most * 2);
    const { accepted, duplicates, rejections } = answer;
    for (const { index, field, message } of rejections) drop(batch[index], field, message);
    const counts = { sent: batch.length, accepted, duplicates, rejected: rejections.length };
    hooks.onFlush({ ...counts, milliseconds, waiting: waiting.length });
  }

  /** One event may spoil the request for all: halves are sent, until it stands alone. */
  function split(batch: Waiting[], message: string): void {
    if (batch.length > 1) {
      most = Math.floor(batch.length / 2);
      return;
    }
    leave(batch);
    most = MOST_EVENTS;
    drop(batch[0], undefined, message);
  }

  function drop(event: Waiting | undefined, field: string | undefined, message: string): void {
    hooks.onDrop({ reason: 'rejected', count: 1, idempotencyKey: event && keyOf(event.json), field, message });
  }

  function leave(batch: Waiting[]): void {
    waiting = waiting.slice(batch.length);
    for (const { json, ticket } of batch) {
      waitingCharacters -= json.length;
      if (ticket) spool?.settle(ticket);
    }
  }

  function fail(batch: Waiting[], { message, afterMs, isTooSlow }: Extract<BatchAnswer, { kind: 'retry' }>): boolean {
    failures += 1;
    if (isTooSlow) most = Math.ceil(batch.length / 2);
    const retryInMs = backoffMs(failures, afterMs, runtime.random());
    if (!isStopped) wakeIn(retryInMs);
    hooks.onError({ message, ...(isStopped ? {} : { retryInMs }) });
    return false;
  }

  async function flush(): Promise<number> {
    if (sending) await sending;
    while (!isStopped && (waiting.length > 0 || spool?.hasBacklog()) && (await start()));
    return waitingCount();
  }

  const waitingCount = () => waiting.length + (spool?.backlogCount() ?? 0);

  function attach(opened: Spool): void {
    spool = opened;
    for (const event of waiting) event.ticket = opened.write(event.json);
    plan();
  }

  function stop(): { waiting: number; lost: number } {
    isStopped = true;
    runtime.clearTimeout(timer);
    timer = undefined;
    const lost = waiting.filter(({ ticket }) => ticket === undefined).length;
    const count = waitingCount();
    spool?.close();
    waiting = [];
    return { waiting: count, lost };
  }

  return { add, flush, attach, isWaiting: () => waitingCount() > 0, stop };
}

function keyOf(json: string): string | undefined {
  const key: unknown = JSON.parse(json).idempotencyKey;
  return typeof key === 'string' ? key : undefined;
}
