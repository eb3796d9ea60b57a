/** Of a tabular figure at the table's text size, rounded up; with the cell's padding. */
const DIGIT_PX = 8;
const PADDING_PX = 22;
/** Rows come largest first as a rule, and totals are the longest where they are sums: more need not be measured. */
const MEASURED_ROWS = 50;

/** Columns too narrow for the full text of their longest figure, in the totals and the first rows. */
export function narrowColumns<Row>(
  columns: readonly { index: number; size: number }[],
  { rows, totals }: { rows: readonly Row[]; totals: Row },
  cellOf: (row: Row, column: number) => { text: string },
): ReadonlySet<number> {
  const measured = [totals, ...rows.slice(0, MEASURED_ROWS)];
  const isNarrow = ({ index, size }: { index: number; size: number }) =>
    measured.some((row) => cellOf(row, index).text.length * DIGIT_PX + PADDING_PX > size);
  return new Set(columns.filter(isNarrow).map(({ index }) => index));
}
