/** What some spreadsheet begins a formula with, the wide signs of Japanese ones included. */
const FORMULA = /^(?:\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|[\t\r])/;
const NUMBER = /^-?\d+(\.\d+)?$/;

/** One line of CSV (RFC 4180) with its line break. Text that a spreadsheet would run as a formula is led by an apostrophe. */
export function csvLine(cells: readonly string[], delimiter = ','): string {
  return `${cells.map((cell) => quoted(withoutFormula(cell), delimiter)).join(delimiter)}\r\n`;
}

/** The cell as it was before `csvLine` led it by an apostrophe. */
export function fromNeutralized(cell: string): string {
  return cell.startsWith("'") && FORMULA.test(cell.slice(1)) ? cell.slice(1) : cell;
}

const withoutFormula = (cell: string) => (FORMULA.test(cell) && !NUMBER.test(cell) ? `'${cell}` : cell);

const quoted = (cell: string, delimiter: string) =>
  /["\r\n]/.test(cell) || cell.includes(delimiter) ? `"${cell.replaceAll('"', '""')}"` : cell;
