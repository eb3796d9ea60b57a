import type { z } from 'zod';
import { InvalidInputError } from '../../lib/errors.ts';
import { readCsv } from '../../lib/read-csv.ts';
import { CsvError, type CsvProblem } from './csv-error.ts';

export interface CsvTableRow {
  line: number;
  /** Empty where the column is missing. */
  text(column: string): string;
}

/** Which header of the file stands for a column of ours. */
export interface CsvMapping {
  column: string;
  header: string;
}

export interface CsvColumns {
  known: readonly string[];
  required: readonly string[];
  /** Given: other headers are left out instead of refused. */
  mapping?: readonly CsvMapping[] | null | undefined;
}

const MAX_ROWS = 5_000;

/** The rows below the header, by column. @throws InvalidInputError | CsvError when the header cannot be accepted */
export function csvTable(text: string, { known, required, mapping }: CsvColumns): CsvTableRow[] {
  const [header, ...rows] = readCsv(text);
  if (!header || rows.length === 0)
    throw new InvalidInputError('text', '', 'the file has no rows.', 'Send a header line and at least one row.');
  if (rows.length > MAX_ROWS) {
    const problem = `${rows.length} rows are too many.`;
    throw new InvalidInputError('text', rows.length, problem, `Split the file: at most ${MAX_ROWS} rows at once.`);
  }
  const unknownMapping = mapping?.find(({ column }) => !known.includes(column));
  if (unknownMapping) {
    const problem = `there is no column ${unknownMapping.column}.`;
    throw new InvalidInputError('mapping', unknownMapping.column, problem, `Use ${known.join(', ')}.`);
  }
  const headers = header.cells.map((cell) => columnOf(cell, mapping));
  const problems = headerProblems(headers, header, { known, required, mapping });
  if (problems.length > 0) throw new CsvError(problems);
  const places = new Map(headers.map((column, index) => [column, index]));
  return rows.map(({ line, cells }) => ({ line, text: (column) => cells[places.get(column) ?? -1] ?? '' }));
}

function columnOf(cell: string, mapping: CsvColumns['mapping']): string {
  const same = (header: string) => header.trim().toLowerCase() === cell.toLowerCase();
  const mapped = mapping?.find(({ header }) => same(header));
  return mapped?.column ?? cell.toLowerCase().replace(/[\s-]+/g, '_');
}

function headerProblems(
  headers: readonly string[],
  { line, cells }: { line: number; cells: readonly string[] },
  { known, required, mapping }: CsvColumns,
): CsvProblem[] {
  const at = (column: string, value: string, message: string) => ({ line, column, value, message });
  return [
    ...headers.flatMap((column, index) => {
      const cell = cells[index] ?? '';
      if (!known.includes(column))
        return mapping || cell === '' ? [] : [at(cell, cell, `is not one of the columns ${known.join(', ')}`)];
      return headers.indexOf(column) === index ? [] : [at(column, cell, 'is there twice')];
    }),
    ...required.filter((column) => !headers.includes(column)).map((column) => at(column, '', 'is missing')),
  ];
}

/** Collects what is wrong in all rows. */
export class CsvProblems {
  readonly #problems: CsvProblem[] = [];

  add(row: CsvTableRow, column: string, message: string, value = row.text(column)): undefined {
    this.#problems.push({ line: row.line, column, value, message });
  }

  /** The cell as the schema describes it; undefined when it cannot be accepted. */
  read<Output>(row: CsvTableRow, column: string, schema: z.ZodType<Output, string>): Output | undefined {
    const result = schema.safeParse(row.text(column));
    if (result.success) return result.data;
    const issue = result.error.issues[0];
    const text = row.text(column) === '' ? 'is missing' : (issue?.message ?? 'cannot be accepted');
    const remedy =
      issue?.code === 'custom' && typeof issue.params?.remedy === 'string' ? `. ${issue.params.remedy}` : '';
    return this.add(row, column, `${text}${remedy}`);
  }

  /** @throws CsvError with all of them */
  refuse(): void {
    if (this.#problems.length > 0) throw new CsvError(this.#problems.toSorted((a, b) => a.line - b.line));
  }
}
