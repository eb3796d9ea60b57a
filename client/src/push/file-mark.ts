import { hash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { SessionFile } from './find-files.ts';

/** A file as it was when its beginning was last read; what follows `offset` is new. */
export interface FileMark {
  /** Device and inode. */
  id: string;
  size: number;
  /** Last changes of content and of metadata, in milliseconds. */
  modified: number;
  changed: number;
  offset: number;
  /** Hashes of what surrounds `offset`: the file's first bytes and the last ones read. */
  head: string;
  tail: string;
  /** What the source has to remember to read on. */
  state?: unknown;
}

const SAMPLE = 4096;

/** Whether nothing happened to the file since it was marked. */
export const isUnchanged = (file: SessionFile, mark: FileMark): boolean =>
  mark.id === file.id && mark.size === file.size && mark.modified === file.modified && mark.changed === file.changed;

/**
 * Whether the file only grew: the same one, and what was read of it still stands there. One that was written to and is
 * as long as before was edited, wherever that was.
 */
export function isContinued(file: SessionFile, mark: FileMark): boolean {
  if (mark.id !== file.id || file.size < mark.offset) return false;
  if (mark.offset > 0 && file.size === mark.size && file.modified !== mark.modified) return false;
  const { head, tail } = sample(file.path, mark.offset);
  return head === mark.head && tail === mark.tail;
}

/** @param file as it was before it was read, so that what is added meanwhile is seen next time */
export function markOf(file: SessionFile, offset: number, state: unknown): FileMark {
  const { id, size, modified, changed, path } = file;
  return { id, size, modified, changed, offset, ...sample(path, offset), ...(state === undefined ? {} : { state }) };
}

function sample(path: string, offset: number): { head: string; tail: string } {
  if (offset === 0) return { head: '', tail: '' };
  const file = openSync(path, 'r');
  try {
    const length = Math.min(SAMPLE, offset, fstatSync(file).size);
    const buffer = Buffer.alloc(length);
    readSync(file, buffer, 0, length, 0);
    const head = hashOf(buffer);
    readSync(file, buffer, 0, length, offset - length);
    return { head, tail: hashOf(buffer) };
  } finally {
    closeSync(file);
  }
}

const hashOf = (bytes: Buffer) => hash('sha256', bytes, 'base64url').slice(0, 16);
