import { codeOf, type SessionFile } from '../../find-files.ts';
import type { JsonRecord } from '../../json-record.ts';
import { KeyTable } from '../../key-table.ts';
import { scanRecords } from '../../record-lines.ts';
import { type Progress, SLICE, type Slice, type SourceReader, type SourceRun } from '../../source.ts';
import type { SessionUsage } from '../../usage-event.ts';
import { isSubagent, mainFileOf, sessionOf } from './locations.ts';
import { toUsage } from './to-usage.ts';
import { withoutContent } from './without-content.ts';

// Every count's name ends so, and the search for what begins with a rare byte is the quickest.
const MARKERS = [Buffer.from('_tokens"')];
const MOST_HELD = 50_000;

/** Usage of a side conversation, not counted when the main one has the same response. */
interface Held {
  usage: SessionUsage;
  messageId: string;
  mainFile: string;
}

/**
 * Reads session files line by line. A side conversation repeats responses of the main one under other request ids, so
 * its usage is held until all main conversations are known: those read in this run, and the rest of its own.
 */
export class ClaudeCodeReader implements SourceReader {
  readonly #run: SourceRun;
  readonly #mainMessages = new KeyTable();
  readonly #known = new Set<string>();
  #held: Held[] = [];

  constructor(run: SourceRun) {
    this.#run = run;
  }

  get isHolding(): boolean {
    return this.#held.length > 0;
  }

  order(a: SessionFile, b: SessionFile): number {
    return Number(isSubagent(a.path)) - Number(isSubagent(b.path)) || (a.path < b.path ? -1 : 1);
  }

  read(file: SessionFile, { offset }: Progress): Slice {
    const context = {
      sessionId: sessionOf(file.path),
      projectOf: this.#run.projectOf,
      fallbackInstant: new Date(file.modified).toISOString(),
    };
    const scanned = this.#scan(file.path, offset, SLICE, (record) => {
      for (const { usage, messageId, isSidechain } of toUsage(record, context)) {
        if (isSidechain && messageId !== undefined) {
          this.#held.push({ usage, messageId, mainFile: mainFileOf(file.path, usage.sessionId ?? '') });
        } else {
          if (messageId !== undefined) this.#mainMessages.add(messageId);
          this.#run.emit(usage);
        }
      }
    });
    if (this.#held.length > MOST_HELD) this.finish();
    return { offset: scanned.offset, hasMore: !scanned.isAtEnd };
  }

  finish(): void {
    for (const { mainFile } of this.#held) this.#learn(mainFile);
    const held = this.#held;
    this.#held = [];
    for (const { usage, messageId } of held) if (!this.#mainMessages.has(messageId)) this.#run.emit(usage);
  }

  /** Takes in the responses of a main conversation that earlier runs have read. */
  #learn(mainFile: string): void {
    if (this.#known.has(mainFile)) return;
    this.#known.add(mainFile);
    const end = this.#run.startOf(mainFile);
    const context = { sessionId: '', projectOf: () => undefined, fallbackInstant: '' };
    const learn = (record: JsonRecord) => {
      for (const { messageId, isSidechain } of toUsage(record, context)) {
        if (!isSidechain && messageId !== undefined) this.#mainMessages.add(messageId);
      }
    };
    try {
      for (let at: Slice = { offset: 0, hasMore: end > 0 }; at.hasMore && at.offset < end; ) {
        const { offset, isAtEnd } = this.#scan(mainFile, at.offset, Math.min(SLICE, end - at.offset), learn);
        at = { offset, hasMore: !isAtEnd };
      }
    } catch (error) {
      this.#run.report({ path: mainFile, kind: 'unreadable', detail: codeOf(error) });
    }
  }

  #scan(path: string, from: number, budget: number, onRecord: (record: JsonRecord) => void) {
    return scanRecords({
      path,
      from,
      budget,
      markers: MARKERS,
      skim: withoutContent,
      report: this.#run.report,
      onRecord,
    });
  }
}
