import type { Line } from '../../scan-lines.ts';

const CONTENT = Buffer.from('"content":[');
const USAGE = Buffer.from('"usage":{');
const STOP_REASON = Buffer.from('"stop_reason":');
const RESULT = Buffer.from('"toolUseResult":{');
/** Between a response's content and its counts stand a few short fields. */
const FURTHEST = 320;
const CLOSING = 0x7d;

/** What stands around a response's content; both end where they belong together as JSON again. */
export interface LineParts {
  /** Up to and with the bracket that opens the content. */
  head: string;
  /** From the usage on. */
  tail: string;
}

/**
 * A response's line without its content, which is most of it and is never decoded this way. Only where the counts are
 * the first of the line and follow a stop reason directly; whoever joins the parts has to see that they are the JSON
 * of a response, since anything cut elsewhere leaves a bracket open. Undefined for all other lines.
 */
export function partsOf({ bytes, start, end, hit }: Line): LineParts | undefined {
  const near = Math.max(start, hit - FURTHEST);
  const before = bytes.subarray(near, hit);
  const usage = before.lastIndexOf(USAGE);
  const stop = before.lastIndexOf(STOP_REASON, usage);
  if (usage < 0 || stop < 0 || before.subarray(stop, usage).includes(CLOSING)) return undefined;
  const upToStop = bytes.subarray(start, near + stop);
  const content = upToStop.indexOf(CONTENT);
  // A tool's result is told beside a message, with counts of its own.
  if (content < 0 || upToStop.includes(RESULT, content)) return undefined;
  return {
    head: bytes.toString('latin1', start, start + content + CONTENT.length),
    tail: bytes.toString('latin1', near + usage, end),
  };
}

/** A tail's pieces: the counts of one response differ in how much was written so far, and in where it stands. */
export interface TailPieces {
  before: string;
  output: number;
  between: string;
  writtenAt: string;
  after: string;
}

const OUTPUT = '"output_tokens":';
const DIGITS = /\d{1,15}(?=[,}])/y;
const STAMP = /"uuid":"[\w-]+","timestamp":"([^"\\]+)"/;

/** Undefined where the output is told more than once, or the line's own fields are not as always. */
export function piecesOf(tail: string): TailPieces | undefined {
  const start = tail.indexOf(OUTPUT) + OUTPUT.length;
  if (start < OUTPUT.length || tail.includes(OUTPUT, start)) return undefined;
  DIGITS.lastIndex = start;
  const digits = DIGITS.exec(tail)?.[0];
  const stamp = STAMP.exec(tail);
  if (digits === undefined || !stamp || stamp.index < start) return undefined;
  return {
    before: tail.slice(0, start),
    output: Number(digits),
    between: tail.slice(start + digits.length, stamp.index),
    writtenAt: stamp[1] ?? '',
    after: tail.slice(stamp.index + stamp[0].length),
  };
}
