import { type JsonRecord, parsedRecord } from './json-record.ts';
import type { Report } from './problem.ts';
import { latin1Of, type Scanned, scanLines } from './scan-lines.ts';

interface RecordScan {
  path: string;
  from: number;
  budget: number;
  markers: readonly Buffer[];
  report: Report;
  /** @param isWhole false for a last line without its end: it is told again when it grew */
  onRecord(record: JsonRecord, isWhole: boolean): void;
}

/** The lines with a marker as objects; lines that are none are reported by their file and skipped. */
export function scanRecords({ report, onRecord, ...scan }: RecordScan): Scanned {
  const { path } = scan;
  return scanLines({
    ...scan,
    onLongLine: () => report({ path, kind: 'long-line' }),
    onLine: (line, isWhole) => {
      const record = parsedRecord(latin1Of(line));
      if (record) onRecord(record, isWhole);
      else report({ path, kind: isWhole ? 'malformed' : 'unfinished' });
    },
  });
}
