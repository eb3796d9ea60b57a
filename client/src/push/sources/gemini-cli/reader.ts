import type { SessionFile } from '../../find-files.ts';
import { isRecord, type JsonRecord, recordOf, textOf } from '../../json-record.ts';
import { readDocument } from '../../read-document.ts';
import { scanRecords } from '../../record-lines.ts';
import { type Progress, SLICE, type Slice, type SourceReader, type SourceRun } from '../../source.ts';
import { countOf } from '../../usage-event.ts';
import { projectFolderOf } from './locations.ts';
import { type MessageContext, toUsage } from './to-usage.ts';

const MARKERS = ['"tokens"', '"sessionId"'].map((marker) => Buffer.from(marker));

/** Reads conversations: older ones are one JSON object written anew each time, newer ones a line per change. */
export class GeminiCliReader implements SourceReader {
  readonly #run: SourceRun;

  constructor(run: SourceRun) {
    this.#run = run;
  }

  read(file: SessionFile, from: Progress): Slice {
    return file.path.endsWith('.jsonl') ? this.#readLines(file, from) : this.#readConversation(file, from);
  }

  /** @returns as state the conversation's id, which its first line tells */
  #readLines(file: SessionFile, from: Progress): Slice {
    const context = { ...this.#contextOf(file), sessionId: textOf(from.state) };
    const { offset, isAtEnd } = scanRecords({
      path: file.path,
      from: from.offset,
      budget: SLICE,
      markers: MARKERS,
      report: this.#run.report,
      onRecord: (record) => {
        const change = isRecord(record.$set) ? record.$set : record;
        context.sessionId = textOf(change.sessionId) ?? context.sessionId;
        this.#tell(Array.isArray(change.messages) ? change.messages.filter(isRecord) : [record], context);
      },
    });
    return { offset, state: context.sessionId, hasMore: !isAtEnd };
  }

  /** @returns as state how many messages are done; the last may still grow */
  #readConversation(file: SessionFile, from: Progress): Slice {
    const conversation = readDocument(file, this.#run.report);
    const messages = Array.isArray(conversation?.messages) ? conversation.messages.filter(isRecord) : [];
    const sessionId = textOf(conversation?.sessionId);
    const before = recordOf(from.state);
    const done = before?.sessionId === sessionId && countOf(before?.done) < messages.length ? countOf(before?.done) : 0;
    this.#tell(messages.slice(done), { ...this.#contextOf(file), sessionId });
    return { offset: 0, state: { sessionId, done: Math.max(0, messages.length - 1) }, hasMore: false };
  }

  #contextOf(file: SessionFile): MessageContext {
    const folder = projectFolderOf(file.path);
    return {
      sessionId: undefined,
      project: folder === undefined ? undefined : this.#run.projectOf(folder),
      fallbackInstant: new Date(file.modified).toISOString(),
    };
  }

  #tell(messages: readonly JsonRecord[], context: MessageContext): void {
    for (const message of messages) {
      const usage = toUsage(message, context);
      if (usage) this.#run.emit(usage);
    }
  }
}
