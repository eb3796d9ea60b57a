import { closeSync, openSync, readSync } from 'node:fs';

const CHUNK = 1 << 20;
const NEWLINE = 0x0a;

/** Longer lines are skipped: no tool writes a response's usage into one, and memory stays bounded. */
export const LONGEST_LINE = 8 << 20;

export interface ScanOptions {
  path: string;
  /** A line's first byte. */
  from: number;
  /** Reads no further once this many bytes are done; ends between two lines. */
  budget: number;
  /** Bytes of which a line has one to be told. */
  markers: readonly Buffer[];
  onLine(line: Line, isWhole: boolean): void;
  /** A line longer than LONGEST_LINE, skipped. */
  onLongLine(offset: number): void;
}

/** Where a line stands in a buffer that is used again: nothing of it may be kept. */
export interface Line {
  bytes: Buffer;
  start: number;
  end: number;
  /** Of the first marker in it. */
  hit: number;
}

export interface Scanned {
  /** The first byte not done: of a line that had no end yet, or was not reached. */
  offset: number;
  isAtEnd: boolean;
}

// One buffer for all files, unless a scan begins inside another.
let spare: Buffer | undefined;

/** Tells every line that contains a marker, by chunks, without splitting or decoding the others. */
export function scanLines(options: ScanOptions): Scanned {
  const file = openSync(options.path, 'r');
  const buffer = spare ?? Buffer.allocUnsafeSlow(LONGEST_LINE + CHUNK);
  spare = undefined;
  try {
    return scanFile(file, buffer, options);
  } finally {
    spare = buffer;
    closeSync(file);
  }
}

function scanFile(file: number, buffer: Buffer, options: ScanOptions): Scanned {
  const { from, budget, markers, onLine, onLongLine } = options;
  let base = from;
  let filled = 0;
  let isSkipping = false;
  while (true) {
    const read = readSync(file, buffer, filled, Math.min(CHUNK, buffer.length - filled), base + filled);
    if (read === 0) {
      if (isSkipping) return { offset: base + filled, isAtEnd: true };
      tellLines(buffer.subarray(0, filled), markers, (line) => onLine(line, false));
      return { offset: base, isAtEnd: true };
    }
    const before = filled;
    filled += read;
    const last = buffer.subarray(before, filled).lastIndexOf(NEWLINE);
    if (last >= 0) {
      const end = before + last + 1;
      const start = isSkipping ? before + buffer.subarray(before, end).indexOf(NEWLINE) + 1 : 0;
      isSkipping = false;
      tellLines(buffer.subarray(start, end), markers, (line) => onLine(line, true));
      buffer.copyWithin(0, end, filled);
      base += end;
      filled -= end;
      if (base - from >= budget) return { offset: base, isAtEnd: false };
    } else if (filled >= LONGEST_LINE || isSkipping) {
      if (!isSkipping) onLongLine(base);
      isSkipping = true;
      base += filled;
      filled = 0;
    }
  }
}

function tellLines(lines: Buffer, markers: readonly Buffer[], tell: (line: Line) => void): void {
  const next = markers.map((marker) => lines.indexOf(marker));
  let from = 0;
  while (true) {
    let hit = -1;
    for (let index = 0; index < next.length; index += 1) {
      let position = next[index] ?? -1;
      const marker = markers[index];
      if (marker && position >= 0 && position < from) {
        position = lines.indexOf(marker, from);
        next[index] = position;
      }
      if (position >= 0 && (hit < 0 || position < hit)) hit = position;
    }
    if (hit < 0) return;
    const start = lines.lastIndexOf(NEWLINE, hit) + 1;
    const end = lines.indexOf(NEWLINE, hit);
    tell({ bytes: lines, start, end: end < 0 ? lines.length : end, hit });
    if (end < 0) return;
    from = end + 1;
  }
}

/** The line's text, each byte a character, which costs least; `utf8Of` reads texts in it. */
export const latin1Of = ({ bytes, start, end }: Line): string => bytes.toString('latin1', start, end);

/** A text of a latin1 line as it was meant. */
export const utf8Of = (text: string): string => {
  for (let index = 0; index < text.length; index += 1) {
    if (text.charCodeAt(index) > 0x7f) return Buffer.from(text, 'latin1').toString('utf8');
  }
  return text;
};
