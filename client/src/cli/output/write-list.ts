import { isColoured, say, type Terminal, widthOf } from '../terminal.ts';
import { csvLine } from './csv.ts';
import type { Format } from './format-flags.ts';
import { renderTable, type TableOptions } from './table.ts';

export interface ListColumn<Row> {
  /** In JSON; in CSV with underscores. */
  name: string;
  /** Exact, for scripts. */
  value: (row: Row) => string | number | boolean | null;
  /** For people; without: not in the table. */
  title?: string;
  shown?: (row: Row) => string;
  isText?: boolean;
  priority?: number;
}

const underscored = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const text = (value: string | number | boolean | null) => (value === null ? '' : String(value));

/** A list as JSON, CSV or a table; `whenEmpty` is said in place of a table without rows. */
export function writeList<Row>(
  terminal: Terminal,
  format: Format,
  rows: readonly Row[],
  columns: readonly ListColumn<Row>[],
  whenEmpty: string,
): void {
  if (format === 'JSON') {
    say(
      terminal,
      JSON.stringify(
        rows.map((row) => exactValues(row, columns)),
        null,
        2,
      ),
    );
  } else if (format === 'CSV') {
    const lines = rows.map((row) => columns.map(({ value }) => text(value(row))));
    terminal.output.write([columns.map(({ name }) => underscored(name)), ...lines].map(csvLine).join(''));
  } else if (rows.length === 0) {
    say(terminal, whenEmpty);
  } else {
    say(terminal, listTable(rows, columns, { width: widthOf(terminal), isColoured: isColoured(terminal) }));
  }
}

/** The columns with a title. */
export function listTable<Row>(
  rows: readonly Row[],
  columns: readonly ListColumn<Row>[],
  options: TableOptions,
): string {
  const tableColumns = columns.flatMap(({ title, shown, value, isText = false, priority = 0 }) =>
    title === undefined
      ? []
      : [{ title, isText, priority, cells: rows.map((row) => (shown ? shown(row) : text(value(row)))) }],
  );
  return renderTable(tableColumns, options);
}

/** Exact values by name, as in JSON. */
export const exactValues = <Row>(row: Row, columns: readonly ListColumn<Row>[]) =>
  Object.fromEntries(columns.map(({ name, value }) => [name, value(row)]));
