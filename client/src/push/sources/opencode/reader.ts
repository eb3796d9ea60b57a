import { codeOf, type SessionFile } from '../../find-files.ts';
import { textOf } from '../../json-record.ts';
import { readDocument } from '../../read-document.ts';
import type { Progress, Slice, SourceReader, SourceRun } from '../../source.ts';
import { NoSqlite, readAnswers } from './database.ts';
import { isDatabase } from './locations.ts';
import { type Answer, isOpen, toUsage } from './to-usage.ts';

/** Most answers of one slice. */
const SLICE_ROWS = 20_000;

/** Reads answers from the database, and from the one file per message that earlier versions wrote. */
export class OpenCodeReader implements SourceReader {
  readonly #run: SourceRun;

  constructor(run: SourceRun) {
    this.#run = run;
  }

  read(file: SessionFile, from: Progress): Slice {
    return isDatabase(file.path) ? this.#readDatabase(file, from) : this.#readMessage(file);
  }

  #readMessage(file: SessionFile): Slice {
    const message = readDocument(file, this.#run.report);
    const answer = message && { message, sessionId: textOf(message.sessionID) };
    return { offset: 0, hasMore: false, isOpen: answer !== undefined && !this.#tell(answer) };
  }

  /** @returns as state the time of the last change read, in milliseconds; an answer still open holds it back */
  #readDatabase(file: SessionFile, from: Progress): Slice {
    const since = typeof from.state === 'number' ? from.state : 0;
    let reached = since;
    let firstOpen: number | undefined;
    let rows = 0;
    try {
      for (const answer of readAnswers(file.path, since)) {
        if (rows >= SLICE_ROWS && answer.updated > reached) {
          if (firstOpen === undefined) return { offset: 0, state: answer.updated, hasMore: true };
        }
        rows += 1;
        reached = answer.updated;
        if (!this.#tell(answer)) firstOpen ??= answer.updated;
      }
    } catch (error) {
      const kind = error instanceof NoSqlite ? 'not-installed' : 'unreadable';
      this.#run.report({ path: file.path, kind, ...(kind === 'unreadable' ? { detail: codeOf(error) } : {}) });
      return { offset: 0, state: since, hasMore: false, isOpen: true };
    }
    return { offset: 0, state: firstOpen ?? reached, hasMore: false, isOpen: firstOpen !== undefined };
  }

  /** @returns false when the answer is still being written */
  #tell(answer: Answer): boolean {
    if (isOpen(answer, this.#run.now)) return false;
    const usage = toUsage(answer, this.#run.projectOf);
    if (usage) this.#run.emit(usage);
    return true;
  }
}
