/** A cell of an export; numbers are texts of exact decimals. */
export type ExportCell = string | null;

const NUMBER = /^-?\d+(\.\d+)?%?$/;

/** A spreadsheet must not take a name for a formula; what is a number stays one. */
export function withoutFormula(text: string): string {
  return /^(?:\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|[\t\r])/.test(text) && !NUMBER.test(text) ? `'${text}` : text;
}

/** RFC 4180 with a byte-order mark, so that spreadsheets read it as UTF-8. */
export function toCsv(rows: readonly (readonly ExportCell[])[]): string {
  const cell = (value: ExportCell) => {
    const text = withoutFormula(value ?? '');
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return `\uFEFF${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

/** For pasting into a spreadsheet. */
export function toTsv(rows: readonly (readonly ExportCell[])[]): string {
  return rows
    .map((row) => row.map((value) => withoutFormula((value ?? '').replace(/[\t\r\n]+/g, ' '))).join('\t'))
    .join('\n');
}

export function downloadText(fileName: string, text: string, type = 'text/csv;charset=utf-8'): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
}
