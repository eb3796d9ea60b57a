import { csvLine } from '../../../lib/csv-line.ts';
import { decimalString, fromNano } from '../../../lib/money.ts';
import { centsText } from './cents-text.ts';
import { iifFile } from './iif-file.ts';
import type { Journal, JournalLine } from './journal.ts';
import { xeroFiles } from './xero-files.ts';

/** Accounting systems that journals are written for. */
export const journalTargets = ['quickbooks-online', 'quickbooks-desktop', 'xero', 'netsuite', 'generic'] as const;
export type JournalTarget = (typeof journalTargets)[number];

export interface JournalFormat {
  extension: 'csv' | 'iif';
  /** One text per file. */
  files(journals: readonly Journal[]): string[];
}

const usDate = (day: string) => `${day.slice(5, 7)}/${day.slice(8)}/${day.slice(0, 4)}`;

const debit = ({ cents }: JournalLine) => (cents > 0n ? centsText(cents) : '');
const credit = ({ cents }: JournalLine) => (cents < 0n ? centsText(-cents) : '');

type Column = [title: string, cell: (line: JournalLine, journal: Journal) => string];

/** Accounts by name, with the vendor named as payables need it. */
const quickbooksOnline: Column[] = [
  ['Journal No', (_line, { number }) => number],
  ['Journal Date', (_line, { date }) => usDate(date)],
  ['Account Name', ({ account }) => account.name],
  ['Debits', debit],
  ['Credits', credit],
  ['Description', ({ description }, { narration }) => described(description, narration)],
  ['Name', ({ vendor }) => vendor],
  ['Class', ({ team }) => team],
];

const netsuite: Column[] = [
  ['External ID', (_line, { number }) => number],
  ['Date', (_line, { date }) => usDate(date)],
  ['Currency', (_line, { currency }) => currency],
  ['Memo', (_line, { narration }) => narration],
  ['Account', ({ account }) => `${account.code} ${account.name}`],
  ['Debit', debit],
  ['Credit', credit],
  ['Line Memo', ({ description }) => description],
  ['Name', ({ vendor }) => vendor],
  ['Department', ({ team }) => team],
  ['Class', ({ project }) => project],
];

const generic: Column[] = [
  ['Journal', (_line, { number }) => number],
  ['Kind', (_line, { kind }) => kind],
  ['Date', (_line, { date }) => date],
  ['Narration', (_line, { narration }) => narration],
  ['Account Code', ({ account }) => account.code],
  ['Account Name', ({ account }) => account.name],
  ['Description', ({ description }) => description],
  ['Vendor', ({ vendor }) => vendor],
  ['Team', ({ team }) => team],
  ['Project', ({ project }) => project],
  ['Currency', (_line, { currency }) => currency],
  ['Amount', ({ cents }) => decimalString(cents, 2)],
  ['Exact Amount', ({ exactNano }) => fromNano(exactNano)],
];

const described = (description: string, narration: string) =>
  narration.includes(description) ? narration : `${description}. ${narration}`;

function table(columns: readonly Column[], keepsZero: boolean): JournalFormat['files'] {
  return (journals) => {
    const rows = journals.flatMap((journal) =>
      journal.lines
        .filter(({ cents }) => keepsZero || cents !== 0n)
        .map((line) => csvLine(columns.map(([, cell]) => cell(line, journal)))),
    );
    return [csvLine(columns.map(([title]) => title)) + rows.join('')];
  };
}

export const journalFormats: Record<JournalTarget, JournalFormat> = {
  'quickbooks-online': { extension: 'csv', files: table(quickbooksOnline, false) },
  'quickbooks-desktop': { extension: 'iif', files: (journals) => [iifFile(journals)] },
  xero: { extension: 'csv', files: xeroFiles },
  netsuite: { extension: 'csv', files: table(netsuite, false) },
  generic: { extension: 'csv', files: table(generic, true) },
};
