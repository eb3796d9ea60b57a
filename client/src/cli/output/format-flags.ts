import { WrongCommandLine } from '../wrong-command-line.ts';

/** How a report is written: a table for people, or exact values for scripts. */
export const FORMAT_FLAGS = {
  json: { kind: 'switch', summary: 'Write JSON with exact values.' },
  csv: { kind: 'switch', summary: 'Write CSV with exact values.' },
} as const;

export type Format = 'TABLE' | 'JSON' | 'CSV';

/** @throws WrongCommandLine for both at once */
export function formatOf({ json, csv }: { json: boolean; csv: boolean }): Format {
  if (json && csv) throw new WrongCommandLine('--csv', 'cannot go with --json.', 'Use one of them.');
  return json ? 'JSON' : csv ? 'CSV' : 'TABLE';
}
