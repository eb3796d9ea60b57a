import { isDay } from '../../lib/day.ts';
import { plainAmount, plainDay } from './typed-values.ts';

/** The columns a pasted row may have, by the import's names. */
export const pasteColumns = [
  { id: 'date', label: 'Date' },
  { id: 'vendor', label: 'Vendor' },
  { id: 'description', label: 'Description' },
  { id: 'account', label: 'Account code' },
  { id: 'category', label: 'Category' },
  { id: 'member', label: 'Member email' },
  { id: 'team', label: 'Team' },
  { id: 'agent', label: 'Agent' },
  { id: 'project', label: 'Project' },
  { id: 'amount', label: 'Amount' },
  { id: 'currency', label: 'Currency' },
  { id: 'kind', label: 'Kind' },
  { id: 'service_from', label: 'Paid from' },
  { id: 'service_until', label: 'Paid until' },
] as const;

export type PasteColumn = (typeof pasteColumns)[number]['id'];

export interface PastedTable {
  /** What each column is; null: left out. */
  columns: (PasteColumn | null)[];
  rows: string[][];
}

const synonyms: Readonly<Record<string, PasteColumn>> = {
  'gl account': 'account',
  'gl code': 'account',
  account: 'account',
  code: 'account',
  memo: 'description',
  supplier: 'vendor',
  owner: 'member',
  email: 'member',
  total: 'amount',
};

function columnNamed(header: string): PasteColumn | null {
  const name = header.trim().toLowerCase();
  const known = pasteColumns.find(
    ({ id, label }) => id === name.replace(/[\s-]+/g, '_') || label.toLowerCase() === name,
  );
  return known?.id ?? synonyms[name] ?? null;
}

/** Cells of a spreadsheet's clipboard: tabs between cells, quotes around those with line breaks. */
export function readCells(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const cells = /("(?:[^"]|"")*"|[^\t\r\n]*)(\t|\r\n|\r|\n|$)/g;
  for (const [, cell = '', end = ''] of text.matchAll(cells)) {
    const isQuoted = cell.length > 1 && cell.startsWith('"') && cell.endsWith('"');
    row.push((isQuoted ? cell.slice(1, -1).replaceAll('""', '"') : cell).trim());
    if (end === '\t') continue;
    if (row.some((one) => one !== '')) rows.push(row);
    row = [];
  }
  return rows;
}

/** Day and amount are where the cells look so; the longest other texts describe. */
function guessed(rows: readonly string[][]): (PasteColumn | null)[] {
  const width = Math.max(0, ...rows.map((row) => row.length));
  const every = (index: number, test: (text: string) => boolean) =>
    rows.some((row) => row[index]) && rows.every((row) => !row[index] || test(row[index] ?? ''));
  const looks: [PasteColumn, (text: string) => boolean][] = [
    ['date', (text) => isDay(plainDay(text, 'en-US'))],
    ['member', (text) => /^\S+@\S+$/.test(text)],
    ['currency', (text) => /^[A-Z]{3}$/.test(text)],
    ['account', (text) => /^\d{4}(\s.*)?$/.test(text)],
    ['amount', (text) => /^-?\d+(\.\d+)?$/.test(plainAmount(text))],
    ['description', () => true],
    ['vendor', () => true],
  ];
  const columns: (PasteColumn | null)[] = Array.from({ length: width }, () => null);
  for (const [column, test] of looks) {
    const place = columns.findIndex((taken, index) => taken === null && every(index, test));
    if (place !== -1) columns[place] = column;
  }
  return columns;
}

/** A table from a spreadsheet, its columns by their headings or, without these, by what they hold. */
export function pastedTable(text: string): PastedTable {
  const cells = readCells(text);
  const [first = []] = cells;
  const named = first.map(columnNamed);
  const isHeading = named.filter((column) => column !== null).length >= 2;
  const rows = isHeading ? cells.slice(1) : cells;
  const columns = isHeading ? named : guessed(rows);
  return { columns, rows: rows.map((row) => columns.map((_column, index) => row[index] ?? '')) };
}

/** Days and amounts as the server reads them, the account by its code alone. */
export function normalizedCell(column: PasteColumn | null, text: string, language: string): string {
  if (column === 'amount') return plainAmount(text);
  if (column === 'account') return text.split(' ')[0] ?? '';
  if (column === 'currency') return text.toUpperCase();
  if (column === 'date' || column === 'service_from' || column === 'service_until') return plainDay(text, language);
  return text;
}

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;

/** The table as a file for the import; line 2 is the first row. */
export function pasteCsv({ columns, rows }: PastedTable): string {
  const kept = columns.flatMap((column, index) => (column ? [{ column, index }] : []));
  const lines = rows.map((row) => kept.map(({ index }) => quoted(row[index] ?? '')).join(','));
  return [kept.map(({ column }) => column).join(','), ...lines].join('\r\n');
}
