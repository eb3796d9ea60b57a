import { type FileMark, isContinued, isUnchanged, markOf } from './file-mark.ts';
import { codeOf, type SessionFile } from './find-files.ts';
import type { ProblemList } from './problem.ts';
import type { Progress, Source, SourceReader } from './source.ts';
import type { SessionUsage } from './usage-event.ts';

export interface ReadOptions {
  sources: readonly { source: Source; files: readonly SessionFile[] }[];
  /** How far each file was read before, by path. */
  marks: ReadonlyMap<string, FileMark>;
  projectOf(folder: string): string | undefined;
  now: Date;
  problems: ProblemList;
  signal?: AbortSignal | undefined;
}

/** What comes of a stretch of reading: usage, and the progress to keep once that usage is safe. */
export interface Stretch {
  usage: SessionUsage[];
  marks: [path: string, mark: FileMark][];
}

/**
 * Reads what is new in every file, in stretches of bounded size. A file that changed in any other way than growing is
 * read again from its beginning; the server knows what it has already.
 */
export function* readSources({ sources, marks, projectOf, now, problems, signal }: ReadOptions): Generator<Stretch> {
  for (const { source, files } of sources) {
    let usage: SessionUsage[] = [];
    let kept: Stretch['marks'] = [];
    const begins = new Map<string, Progress>();
    for (const file of files) begins.set(file.path, beginOf(file, marks.get(file.path), problems));
    const reader = source.start({
      files,
      startOf: (path) => begins.get(path)?.offset ?? 0,
      report: problems.report,
      projectOf,
      now,
      emit: (event) => void usage.push(event),
    });
    const taken = (): Stretch => {
      const stretch = { usage, marks: reader.isHolding ? [] : kept };
      if (!reader.isHolding) kept = [];
      usage = [];
      return stretch;
    };
    for (const file of inOrder(files, reader)) {
      const mark = marks.get(file.path);
      if (mark && isUnchanged(file, mark)) continue;
      let progress = begins.get(file.path) ?? { offset: 0 };
      for (let hasMore = true; hasMore; ) {
        if (signal?.aborted) return;
        const slice = tryToRead(reader, file, progress, problems);
        if (slice) kept.push([file.path, slice.mark]);
        yield taken();
        hasMore = slice?.hasMore ?? false;
        progress = slice ?? progress;
      }
    }
    reader.finish?.();
    yield taken();
  }
}

function beginOf(file: SessionFile, mark: FileMark | undefined, problems: ProblemList): Progress {
  if (!mark) return { offset: 0 };
  try {
    if (isUnchanged(file, mark) || isContinued(file, mark)) return { offset: mark.offset, state: mark.state };
  } catch (error) {
    problems.report({ path: file.path, kind: 'unreadable', detail: codeOf(error) });
  }
  return { offset: 0 };
}

const inOrder = (files: readonly SessionFile[], reader: SourceReader) =>
  [...files].sort((a, b) => reader.order?.(a, b) ?? (a.path < b.path ? -1 : 1));

function tryToRead(reader: SourceReader, file: SessionFile, from: Progress, problems: ProblemList) {
  try {
    const slice = reader.read(file, from);
    // A file not read to its end is not taken for unchanged by the next run.
    const asSeen = slice.hasMore || slice.isOpen ? { ...file, size: -1 } : file;
    return { ...slice, mark: markOf(asSeen, slice.offset, slice.state) };
  } catch (error) {
    problems.report({ path: file.path, kind: 'unreadable', detail: codeOf(error) });
    return undefined;
  }
}
