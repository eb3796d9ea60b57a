import { type JsonRecord, parsedRecord, recordOf } from '../../json-record.ts';
import type { Line } from '../../scan-lines.ts';

const CONTENT = Buffer.from('"content":[');
const USAGE = Buffer.from('"usage":{');
const STOP_REASON = Buffer.from('"stop_reason":');
/** Between a response's content and its counts stand a few short fields. */
const FURTHEST = 320;
const CLOSING = 0x7d;

/**
 * A response's line as JSON without its content, which is most of it and is never decoded this way: what stands before
 * the content joined to what follows from its usage on. Only where that is surely the response's own: the first counts
 * of the line directly after a stop reason, the parts joined being JSON again, and the line a response's. Anything cut
 * elsewhere leaves a bracket open. Undefined for all other lines.
 */
export function withoutContent({ bytes, start, end, hit }: Line): JsonRecord | undefined {
  const near = Math.max(start, hit - FURTHEST);
  const before = bytes.subarray(near, hit);
  const usage = before.lastIndexOf(USAGE);
  const stop = before.lastIndexOf(STOP_REASON, usage);
  if (usage < 0 || stop < 0 || before.subarray(stop, usage).includes(CLOSING)) return undefined;
  const content = bytes.subarray(start, near + stop).indexOf(CONTENT);
  if (content < 0) return undefined;
  const head = bytes.toString('latin1', start, start + content + CONTENT.length);
  const record = parsedRecord(`${head}],${bytes.toString('latin1', near + usage, end)}`);
  return record?.type === 'assistant' && recordOf(record.message)?.usage ? record : undefined;
}
