import type { Line } from '../../scan-lines.ts';

const CONTENT = '"content":[';
const USAGE = '"usage":{';
const STOP_REASON = '"stop_reason":';
const RESULT = '"toolUseResult":{';
/** Between a response's content and its counts stand a few short fields. */
const FURTHEST = 192;
/** What stands before the content is a folder, a branch and a few ids. */
const LONGEST_HEAD = 640;

/** What stands around a response's content; both end where they belong together as JSON again. */
export interface LineParts {
  /** Up to and with the bracket that opens the content. */
  head: string;
  /** From the usage on. */
  tail: string;
}

/**
 * A response's line without its content, which is most of it and is never decoded this way. Only where the counts are
 * the first of the line and follow content and stop reason directly; whoever joins the parts has to see that they are the JSON
 * of a response, since anything cut elsewhere leaves a bracket open. Undefined for all other lines.
 */
export function partsOf({ bytes, start, end, hit }: Line): LineParts | undefined {
  const near = Math.max(start, hit - FURTHEST);
  const text = bytes.toString('latin1', near, end);
  const usage = text.lastIndexOf(USAGE, hit - near);
  const stop = usage < 0 ? -1 : text.lastIndexOf(STOP_REASON, usage);
  if (stop < 0 || text.indexOf('}', stop) < usage || !text.startsWith('],', stop - 2)) return undefined;
  // A tool's result is told beside a message, with counts of its own.
  const result = text.indexOf(RESULT);
  if (result >= 0 && result < stop) return undefined;
  const head = bytes.toString('latin1', start, Math.min(near + stop, start + LONGEST_HEAD));
  const content = head.indexOf(CONTENT);
  return content < 0 ? undefined : { head: head.slice(0, content + CONTENT.length), tail: text.slice(usage) };
}

/** A tail's pieces: the counts of one response differ in how much was written so far, and in where it stands. */
export interface TailPieces {
  before: string;
  between: string;
  after: string;
}

/** What another line of the same response tells. */
export interface MoreOutput {
  output: number;
  writtenAt: string;
}

const OUTPUT = '"output_tokens":';
const UUID = '"uuid":"';
const STAMP = '","timestamp":"';
const MOST_DIGITS = 15;

/** Undefined where the output is told more than once, or the line's own fields are not as always. */
export function piecesOf(tail: string): TailPieces | undefined {
  const start = tail.indexOf(OUTPUT) + OUTPUT.length;
  if (start < OUTPUT.length || tail.includes(OUTPUT, start)) return undefined;
  const digits = endOfDigits(tail, start);
  const uuid = tail.indexOf(UUID, digits) + UUID.length;
  const stamp = tail.indexOf('"', uuid);
  const after = tail.indexOf('"', stamp + STAMP.length);
  if (uuid < UUID.length || !tail.startsWith(STAMP, stamp) || after < 0) return undefined;
  return { before: tail.slice(0, start), between: tail.slice(digits, uuid), after: tail.slice(after) };
}

/** Undefined where the tail is not one of the same pieces. */
export function moreOutput(tail: string, { before, between, after }: TailPieces): MoreOutput | undefined {
  const start = before.length;
  const digits = endOfDigits(tail, start);
  const stamp = tail.indexOf('"', digits + between.length);
  const end = tail.length - after.length;
  const isSame =
    digits > start &&
    tail.startsWith(before) &&
    tail.startsWith(between, digits) &&
    tail.startsWith(STAMP, stamp) &&
    tail.indexOf('"', stamp + STAMP.length) === end &&
    tail.endsWith(after);
  if (!isSame) return undefined;
  return { output: Number(tail.slice(start, digits)), writtenAt: tail.slice(stamp + STAMP.length, end) };
}

/** Where the digits of a whole number end; `start` when there is none. */
function endOfDigits(text: string, start: number): number {
  let end = start;
  while (end - start <= MOST_DIGITS && text.charCodeAt(end) >= 0x30 && text.charCodeAt(end) <= 0x39) end += 1;
  const isWhole = end - start <= MOST_DIGITS && (text[end] === ',' || text[end] === '}');
  return isWhole ? end : start;
}
