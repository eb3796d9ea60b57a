import { codeOf, type SessionFile } from '../../find-files.ts';
import type { JsonRecord } from '../../json-record.ts';
import { KeyTable } from '../../key-table.ts';
import { scanRecords } from '../../record-lines.ts';
import { scanLines } from '../../scan-lines.ts';
import { type Progress, SLICE, type Slice, type SourceReader, type SourceRun } from '../../source.ts';
import type { SessionUsage } from '../../usage-event.ts';
import { isSubagent, mainFileOf, sessionOf } from './locations.ts';
import { ResponseLines } from './response-lines.ts';
import { type ClaudeUsage, toUsage } from './to-usage.ts';

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
    // Main conversations come first, so that what their subagents repeat of them is known by now.
    const known = isSubagent(file.path) ? context.sessionId : undefined;
    if (known !== undefined) this.#learn(mainFileOf(file.path, known));
    const lines = new ResponseLines(context);
    const mainFile = remembered((sessionId: string) => mainFileOf(file.path, sessionId));
    const scanned = scanLines({
      path: file.path,
      from: offset,
      budget: SLICE,
      markers: MARKERS,
      onLongLine: () => this.#run.report({ path: file.path, kind: 'long-line' }),
      onLine: (line, isWhole) => {
        const usage = lines.read(line);
        if (usage) this.#tell(usage, known === undefined ? mainFile : undefined);
        else this.#run.report({ path: file.path, kind: isWhole ? 'malformed' : 'unfinished' });
      },
    });
    if (this.#held.length > MOST_HELD) this.finish();
    return { offset: scanned.offset, hasMore: !scanned.isAtEnd };
  }

  /** @param mainFile where the main conversation lies; undefined when all of it is known */
  #tell(responses: readonly ClaudeUsage[], mainFile: ((sessionId: string) => string) | undefined): void {
    for (const { usage, messageId, isSidechain } of responses) {
      if (isSidechain && messageId !== undefined) {
        if (!mainFile) {
          if (!this.#mainMessages.has(messageId)) this.#run.emit(usage);
          continue;
        }
        this.#held.push({ usage, messageId, mainFile: mainFile(usage.sessionId ?? '') });
      } else {
        if (messageId !== undefined) this.#mainMessages.add(messageId);
        this.#run.emit(usage);
      }
    }
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
        const { offset, isAtEnd } = scanRecords({
          path: mainFile,
          from: at.offset,
          budget: Math.min(SLICE, end - at.offset),
          markers: MARKERS,
          report: this.#run.report,
          onRecord: learn,
        });
        at = { offset, hasMore: !isAtEnd };
      }
    } catch (error) {
      this.#run.report({ path: mainFile, kind: 'unreadable', detail: codeOf(error) });
    }
  }
}

/** The same answer for the same text again, which is most often the last one asked. */
function remembered(answer: (text: string) => string): (text: string) => string {
  let last: { text: string; answer: string } | undefined;
  return (text) => {
    if (last?.text !== text) last = { text, answer: answer(text) };
    return last.answer;
  };
}
