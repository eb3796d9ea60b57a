import { cutText, widthOfText } from './plain-text.ts';

export interface TableColumn {
  title: string;
  /** Text begins at the left, numbers end at the right. */
  isText?: boolean;
  cells: readonly string[];
  /** The same shorter, for narrow terminals. */
  shortCells?: readonly string[];
  /** Left out first when space is short: the highest. 0 stays. */
  priority: number;
}

export interface TableOptions {
  /** Undefined: as wide as it needs. */
  width: number | undefined;
  isColoured: boolean;
  /** Rows at the end that sum up the others, set off by a rule. */
  footRows?: number;
}

const GAP = 2;
/** Names that are cut shorter look alike; columns go first. */
const GOOD_TEXT = 26;
const LEAST_TEXT = 8;

/** Aligned columns that fit the width: numbers get shorter, then texts are cut, then columns go. */
export function renderTable(
  columns: readonly TableColumn[],
  { width, isColoured, footRows = 0 }: TableOptions,
): string {
  const { shown, hidden } = fit(columns, width);
  const widths = shown.map(widthOf);
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, index) => {
        const space = ' '.repeat(Math.max(0, (widths[index] ?? 0) - widthOfText(cell)));
        return shown[index]?.isText ? cell + space : space + cell;
      })
      .join(' '.repeat(GAP))
      .trimEnd();
  const rows = (shown[0]?.cells ?? []).map((_cell, row) => line(shown.map(({ cells }) => cells[row] ?? '')));
  const rule = widths.map((columnWidth) => '─'.repeat(columnWidth)).join(' '.repeat(GAP));
  const body = footRows > 0 ? [...rows.slice(0, -footRows), rule, ...rows.slice(-footRows)] : rows;
  const note = hidden.length > 0 ? [`Too narrow for: ${hidden.join(', ')}. Widen the terminal, or use --csv.`] : [];
  return [bold(line(shown.map(({ title }) => title)), isColoured), ...body, ...note].join('\n');
}

export const bold = (text: string, isColoured: boolean) => (isColoured ? `\u001b[1m${text}\u001b[22m` : text);

const widthOf = ({ title, cells }: TableColumn) =>
  cells.reduce((most, cell) => Math.max(most, widthOfText(cell)), widthOfText(title));

const total = (columns: readonly TableColumn[]) =>
  columns.reduce((sum, column) => sum + widthOf(column), GAP * (columns.length - 1));

function fit(columns: readonly TableColumn[], width: number | undefined): { shown: TableColumn[]; hidden: string[] } {
  let shown = [...columns];
  if (width === undefined || total(shown) <= width) return { shown, hidden: [] };
  shown = shown.map((column) => (column.shortCells ? { ...column, cells: column.shortCells } : column));
  const hidden: string[] = [];
  while (total(shown.map(cutToGood)) > width) {
    const last = shown.reduce((worst, column) => (column.priority > worst.priority ? column : worst));
    if (last.priority === 0) break;
    shown = shown.filter((column) => column !== last);
    hidden.unshift(last.title);
  }
  return { shown: cutTexts(shown, width), hidden };
}

const cutTo = (column: TableColumn, width: number): TableColumn => ({
  ...column,
  cells: column.cells.map((cell) => cutText(cell, width)),
});

const cutToGood = (column: TableColumn) => (column.isText ? cutTo(column, GOOD_TEXT) : column);

/** The widest text column gives way first. */
function cutTexts(columns: readonly TableColumn[], width: number): TableColumn[] {
  const shown = [...columns];
  for (;;) {
    const excess = total(shown) - width;
    const texts = shown.filter((column) => column.isText && widthOf(column) > LEAST_TEXT);
    const widest = texts.reduce<TableColumn | undefined>(
      (most, column) => (most && widthOf(most) >= widthOf(column) ? most : column),
      undefined,
    );
    if (excess <= 0 || !widest) return shown;
    shown[shown.indexOf(widest)] = cutTo(widest, Math.max(LEAST_TEXT, widthOf(widest) - excess));
  }
}
