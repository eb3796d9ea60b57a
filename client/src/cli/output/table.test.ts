import { expect, test } from 'vitest';
import { widthOfText } from './plain-text.ts';
import { renderTable, type TableColumn } from './table.ts';

const columns: TableColumn[] = [
  { title: 'Model', isText: true, cells: ['claude-opus-4-5', 'a model with a rather long name', 'Total'], priority: 0 },
  { title: 'Spend', cells: ['$1.00', '$1,234.50', '$1,235.50'], priority: 0 },
  { title: 'Tokens', cells: ['12', '1,234,567', '1,234,579'], shortCells: ['12', '1.2M', '1.2M'], priority: 1 },
  { title: 'Requests', cells: ['1', '2', '3'], priority: 2 },
];
const plain = { isColoured: false, footRows: 1 };

test('numbers end in one line, and the sum is set off', () => {
  expect(renderTable(columns, { ...plain, width: undefined })).toBe(
    [
      'Model                                Spend     Tokens  Requests',
      'claude-opus-4-5                      $1.00         12         1',
      'a model with a rather long name  $1,234.50  1,234,567         2',
      '───────────────────────────────  ─────────  ─────────  ────────',
      'Total                            $1,235.50  1,234,579         3',
    ].join('\n'),
  );
});

test.each([70, 60, 50, 45, 40, 36, 24])('fits %i columns', (width) => {
  const lines = renderTable(columns, { ...plain, width })
    .split('\n')
    .filter((line) => !line.startsWith('Too narrow'));
  for (const line of lines) expect(widthOfText(line)).toBeLessThanOrEqual(width);
  expect(lines[1]).toMatch(/^claude-.* \$1\.00/);
});

test('leaves columns out before names look alike', () => {
  const table = renderTable(columns, { ...plain, width: 45 });
  expect(table).toContain('a model with a rather lon');
  expect(table.split('\n')[0]).not.toContain('Requests');
});

test('says which columns it left out', () => {
  expect(renderTable(columns, { ...plain, width: 30 })).toContain(
    'Too narrow for: Tokens, Requests. Widen the terminal, or use --csv.',
  );
});

test('wide and joined characters keep the columns straight', () => {
  const names = ['日本語', '👩‍👩‍👧 family', 'é combined'];
  const table = renderTable(
    [
      { title: 'Name', isText: true, cells: names, priority: 0 },
      { title: 'N', cells: ['1', '2', '3'], priority: 0 },
    ],
    { width: undefined, isColoured: false },
  );
  expect(new Set(table.split('\n').map(widthOfText)).size).toBe(1);
});

test('only the head is coloured', () => {
  const [head, ...lines] = renderTable(columns, { width: undefined, isColoured: true }).split('\n');
  expect(head?.startsWith('\u001b[1mModel')).toBe(true);
  expect(lines.join('')).not.toContain('\u001b');
});
