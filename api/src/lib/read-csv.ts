import { fromNeutralized } from './csv-line.ts';
import { InvalidInputError } from './errors.ts';

export interface CsvRow {
  /** Line of the file at which it begins, from 1. */
  line: number;
  cells: string[];
}

const DELIMITERS = [',', ';', '\t'] as const;
/** More than any file that is read here has; hostile ones would fill the memory. */
const [MAX_ROWS, MAX_CELLS] = [50_000, 1_000];

/**
 * The rows of a CSV text (RFC 4180, with or without byte order mark, separated by comma, semicolon or tab); empty lines
 * are left out, cells trimmed. @throws InvalidInputError when a quote is never closed, naming its line, or a file is too large
 */
export function readCsv(text: string, field = 'text'): CsvRow[] {
  const content = text.replace(/^\uFEFF/, '');
  const delimiter = delimiterOf(content);
  const rows: CsvRow[] = [];
  let [line, start, cell, cells] = [1, 1, '', [] as string[]];
  // Whether the cell holds nothing but spaces so far; looking at all of it at each quote would take forever.
  let isBlank = true;
  const endCell = () => {
    if (cells.push(cell) > MAX_CELLS) throw tooLarge(field, `line ${start} has more than ${MAX_CELLS} cells`);
    [cell, isBlank] = ['', true];
  };
  const endRow = () => {
    endCell();
    const row = cells.map((value) => fromNeutralized(value.trim()).trim());
    if (row.some((value) => value !== '') && rows.push({ line: start, cells: row }) > MAX_ROWS)
      throw tooLarge(field, `the file has more than ${MAX_ROWS} rows`);
    cells = [];
  };
  for (let at = 0; at < content.length; at += 1) {
    const character = content[at];
    if (character === '"' && isBlank) {
      const opened = line;
      const quote = readQuoted(content, at + 1);
      if (!quote) throw unclosed(field, opened);
      cell = quote.value;
      isBlank = cell.trim() === '';
      at = quote.end;
      line += quote.breaks;
    } else if (character === delimiter) {
      endCell();
    } else if (character === '\n' || (character === '\r' && content[at + 1] !== '\n')) {
      endRow();
      line += 1;
      start = line;
    } else if (character !== undefined && character !== '\r') {
      cell += character;
      isBlank &&= character.trim() === '';
    }
  }
  endRow();
  return rows;
}

/** The value from after the opening quote, and where the closing one is. */
function readQuoted(content: string, from: number): { value: string; end: number; breaks: number } | undefined {
  let end = content.indexOf('"', from);
  while (end !== -1 && content[end + 1] === '"') end = content.indexOf('"', end + 2);
  if (end === -1) return undefined;
  const value = content.slice(from, end).replaceAll('""', '"');
  return { value, end, breaks: value.split('\n').length - 1 };
}

/** The one that the first line holds most of. */
function delimiterOf(content: string): string {
  const first = content.slice(0, content.search(/[\r\n]|$/));
  const count = (delimiter: string) => first.split(delimiter).length;
  return DELIMITERS.reduce((best, delimiter) => (count(delimiter) > count(best) ? delimiter : best));
}

const unclosed = (field: string, line: number) =>
  new InvalidInputError(
    field,
    `line ${line}`,
    `the quote opened in line ${line} is never closed.`,
    'Close or remove it.',
  );

const tooLarge = (field: string, problem: string) => new InvalidInputError(field, '', `${problem}.`, 'Split the file.');
