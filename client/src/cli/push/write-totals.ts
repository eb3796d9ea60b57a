import type { Measured } from '../../push/measure-sessions.ts';
import { sentenceOf } from '../../push/problem.ts';
import type { DayTotals } from '../../push/totals.ts';
import { counted } from '../output/counted.ts';
import { formatCount } from '../output/numbers.ts';
import { plainText } from '../output/plain-text.ts';
import { renderTable, type TableColumn } from '../output/table.ts';
import { isColoured, say, type Terminal, tell, widthOf } from '../terminal.ts';

type CountName = Exclude<keyof DayTotals, 'day' | 'tool' | 'model'>;

const COUNTS: readonly [name: CountName, title: string, priority: number][] = [
  ['responses', 'Responses', 0],
  ['inputTokens', 'Input', 0],
  ['cacheReadTokens', 'Cache read', 1],
  ['cacheWrite5mTokens', 'Cache write 5m', 2],
  ['cacheWrite1hTokens', 'Cache write 1h', 2],
  ['outputTokens', 'Output', 0],
  ['webSearches', 'Searches', 3],
];

/** Totals per UTC day, tool and model, and their sum. */
export function writeTotals(terminal: Terminal, { files, rows, problems }: Measured, isJson: boolean): void {
  for (const problem of problems) tell(terminal, plainText(sentenceOf(problem)));
  if (isJson) {
    say(terminal, JSON.stringify({ files, days: rows }));
    return;
  }
  if (rows.length === 0) {
    say(terminal, `Nothing new in ${counted(files, 'session file')}.`);
    return;
  }
  const texts = (title: string, cellOf: (row: DayTotals) => string, foot: string): TableColumn => ({
    title,
    isText: true,
    priority: 0,
    cells: [...rows.map((row) => plainText(cellOf(row))), foot],
  });
  const counts = COUNTS.map(([name, title, priority]): TableColumn => {
    const values = rows.map((row) => row[name]);
    const all = [...values, values.reduce((sum, value) => sum + value, 0)].map(String);
    return {
      title,
      priority,
      cells: all.map((value) => formatCount(value)),
      shortCells: all.map((value) => formatCount(value, true)),
    };
  });
  const columns = [
    texts('Day (UTC)', ({ day }) => day, 'Total'),
    texts('Tool', ({ tool }) => tool, ''),
    texts('Model', ({ model }) => model, ''),
    ...counts,
  ];
  say(terminal, renderTable(columns, { width: widthOf(terminal), isColoured: isColoured(terminal), footRows: 1 }));
}
