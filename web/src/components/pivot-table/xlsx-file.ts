import type { Cell, Row } from 'write-excel-file/browser';
import type { ExportCell } from './delimited-text.ts';

const NUMBER = /^-?\d+(\.\d+)?$/;

/** A table, and how many of its first columns are names. */
export interface ExportTable {
  rows: readonly (readonly ExportCell[])[];
  labelCount: number;
}

/**
 * Cells of a sheet below bold titles: figures are numbers, shares in percent, names never formulas. A workbook holds
 * numbers to 15 digits; the CSV is exact.
 */
export function sheetRows({ rows, labelCount }: ExportTable): Row[] {
  const [titles = [], ...body] = rows;
  return [
    titles.map((title) => ({ value: title ?? '', fontWeight: 'bold' as const })),
    ...body.map((cells) => cells.map((cell, index) => (index < labelCount ? textCell(cell) : figureCell(cell)))),
  ];
}

const textCell = (value: ExportCell): Cell => (value ? { value, type: String } : null);

function figureCell(text: ExportCell): Cell {
  if (text?.endsWith('%') && NUMBER.test(text.slice(0, -1)))
    return { value: Number(`${text.slice(0, -1)}e-2`), type: Number, format: '0.0%' };
  if (text === null || !NUMBER.test(text)) return textCell(text);
  return { value: Number(text), type: Number, format: text.includes('.') ? '#,##0.00######' : '#,##0' };
}

/** A sheet with the table and one that says what was asked. The writer's code is fetched when it is first needed. */
export async function downloadXlsx(
  fileName: string,
  heading: readonly (readonly ExportCell[])[],
  table: ExportTable,
): Promise<void> {
  const { default: writeXlsxFile } = await import('write-excel-file/browser');
  const columns = [{ width: 28 }, ...(table.rows[0] ?? []).slice(1).map(() => ({ width: 18 }))];
  await writeXlsxFile([
    { sheet: 'Pivot', data: sheetRows(table), columns, stickyRowsCount: 1, stickyColumnsCount: table.labelCount },
    { sheet: 'About', data: heading.map((cells) => cells.map(textCell)), columns: [{ width: 18 }, { width: 48 }] },
  ]).toFile(fileName);
}
