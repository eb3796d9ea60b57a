import { codeOf } from '../../find-files.ts';
import type { JsonRecord } from '../../json-record.ts';
import { KeyTable } from '../../key-table.ts';
import { scanRecords } from '../../record-lines.ts';
import { SLICE, type Slice, type SourceRun } from '../../source.ts';
import type { SessionUsage } from '../../usage-event.ts';
import { type ClaudeUsage, toUsage } from './to-usage.ts';

const MOST_HELD = 50_000;

interface Held {
  usage: SessionUsage;
  messageId: string;
  mainFile: string;
}

/**
 * A side conversation repeats responses of the main one under other request ids. Its own responses count, those do
 * not: all responses of main conversations are remembered, those of this run and those that earlier runs have read.
 */
export class SideConversations {
  readonly #run: SourceRun;
  readonly #markers: readonly Buffer[];
  readonly #mainMessages = new KeyTable();
  readonly #learned = new Set<string>();
  #held: Held[] = [];

  constructor(run: SourceRun, markers: readonly Buffer[]) {
    this.#run = run;
    this.#markers = markers;
  }

  /** Usage that waits until every main conversation is known. */
  get isHolding(): boolean {
    return this.#held.length > 0;
  }

  /** @param mainFile where the main conversation lies; undefined when all of it is known */
  tell({ usage, messageId, isSidechain }: ClaudeUsage, mainFile: ((sessionId: string) => string) | undefined): void {
    if (!isSidechain || messageId === undefined) {
      if (messageId !== undefined) this.#mainMessages.add(messageId);
      this.#run.emit(usage);
    } else if (mainFile) {
      this.#held.push({ usage, messageId, mainFile: mainFile(usage.sessionId ?? '') });
      if (this.#held.length > MOST_HELD) this.decide();
    } else if (!this.#mainMessages.has(messageId)) {
      this.#run.emit(usage);
    }
  }

  /** Tells of what waits what no main conversation has. */
  decide(): void {
    for (const { mainFile } of this.#held) this.learn(mainFile);
    const held = this.#held;
    this.#held = [];
    for (const { usage, messageId } of held) if (!this.#mainMessages.has(messageId)) this.#run.emit(usage);
  }

  /** Takes in the responses of a main conversation that earlier runs have read. */
  learn(mainFile: string): void {
    if (this.#learned.has(mainFile)) return;
    this.#learned.add(mainFile);
    const end = this.#run.startOf(mainFile);
    const context = { sessionId: '', projectOf: () => undefined, fallbackInstant: '' };
    const onRecord = (record: JsonRecord) => {
      for (const { messageId, isSidechain } of toUsage(record, context)) {
        if (!isSidechain && messageId !== undefined) this.#mainMessages.add(messageId);
      }
    };
    const { report } = this.#run;
    try {
      for (let at: Slice = { offset: 0, hasMore: end > 0 }; at.hasMore && at.offset < end; ) {
        const budget = Math.min(SLICE, end - at.offset);
        const scan = { path: mainFile, from: at.offset, budget, markers: this.#markers, report, onRecord };
        const { offset, isAtEnd } = scanRecords(scan);
        at = { offset, hasMore: !isAtEnd };
      }
    } catch (error) {
      report({ path: mainFile, kind: 'unreadable', detail: codeOf(error) });
    }
  }
}
