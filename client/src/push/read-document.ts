import { readFileSync } from 'node:fs';
import type { SessionFile } from './find-files.ts';
import { type JsonRecord, parsedRecord } from './json-record.ts';
import type { Report } from './problem.ts';
import { LARGEST_DOCUMENT } from './source.ts';

/** A file that is one JSON object; undefined, and reported, when it is none, half written or too large. */
export function readDocument({ path, size }: SessionFile, report: Report): JsonRecord | undefined {
  if (size > LARGEST_DOCUMENT) {
    report({ path, kind: 'too-large' });
    return undefined;
  }
  const record = parsedRecord(readFileSync(path, 'utf8'));
  if (!record) report({ path, kind: 'malformed' });
  return record;
}
