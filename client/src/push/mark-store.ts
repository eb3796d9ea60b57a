import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FileMark } from './file-mark.ts';
import { isRecord, parsedRecord } from './json-record.ts';
import { writeWhole } from './write-whole.ts';

const VERSION = 1;

/** How far each session file was read. Losing it loses nothing: all is read again, and the server knows it already. */
export class MarkStore {
  readonly #path: string;
  readonly marks: Map<string, FileMark>;

  constructor(folder: string) {
    this.#path = join(folder, 'marks.json');
    this.marks = new Map(Object.entries(readMarks(this.#path)));
  }

  save(): void {
    writeWhole(this.#path, JSON.stringify({ version: VERSION, files: Object.fromEntries(this.marks) }));
  }
}

function readMarks(path: string): Record<string, FileMark> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return {};
  }
  const store = parsedRecord(text);
  if (store?.version !== VERSION || !isRecord(store.files)) return {};
  return Object.fromEntries(
    Object.entries(store.files).filter((entry): entry is [string, FileMark] => isMark(entry[1])),
  );
}

const isMark = (value: unknown): value is FileMark =>
  isRecord(value) &&
  typeof value.id === 'string' &&
  typeof value.head === 'string' &&
  typeof value.tail === 'string' &&
  [value.size, value.modified, value.changed, value.offset].every((field) => typeof field === 'number');
