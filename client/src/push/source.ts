import type { EnvironmentVariables } from '../server/folders.ts';
import type { SessionFile } from './find-files.ts';
import type { Report } from './problem.ts';
import type { SessionUsage } from './usage-event.ts';

/** One tool that writes sessions to disk. */
export interface Source {
  /** The tool's code in the organization's lists. */
  tool: string;
  label: string;
  /** Where it keeps its sessions on this machine; they need not exist. */
  folders(environment: EnvironmentVariables, home: string): string[];
  /** Whether a file below those folders holds usage. */
  accepts(path: string): boolean;
  /** The file with what is written beside it, where that changes alone. */
  asSeen?(file: SessionFile): SessionFile;
  start(run: SourceRun): SourceReader;
}

export interface SourceRun {
  /** All of the source's files, also those without news. */
  files: readonly SessionFile[];
  /** Where a file's reading begins in this run: its size when there is nothing new. */
  startOf(path: string): number;
  report: Report;
  /** The project of a working folder. */
  projectOf(folder: string): string | undefined;
  emit(usage: SessionUsage): void;
  now: Date;
}

/** Up to where a file is read, and what the source must know to read on. */
export interface Progress {
  offset: number;
  state?: unknown;
}

export interface Slice extends Progress {
  /** More is to be read now. */
  hasMore: boolean;
  /** Something in it was not finished: it is looked at again even when the file does not change. */
  isOpen?: boolean;
}

export interface SourceReader {
  /** In which order files are read; by path where absent. */
  order?(a: SessionFile, b: SessionFile): number;
  /** Reads a file on, up to a bounded number of bytes. Throws only errors of the system. */
  read(file: SessionFile, from: Progress): Slice;
  /** Tells what could only be decided after the last file. */
  finish?(): void;
  /** Whether usage read so far waits for `finish`: then no progress is kept yet. */
  readonly isHolding?: boolean;
}

/** Bytes of one slice: what is in memory between two deliveries stays bounded. */
export const SLICE = 16 << 20;

/** Files read in one piece may not be larger. */
export const LARGEST_DOCUMENT = 64 << 20;
