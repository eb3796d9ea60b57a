import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvLine } from './csv-line.ts';
import { readCsv } from './read-csv.ts';

test('rows know the line they begin at; empty lines, byte order mark and spaces around cells are left out', () => {
  expect(readCsv('\uFEFFcode;name\r\n 6210 ;"Tools; ""dev""\r\nand more"\r\n\r\n6220;AI\n')).toEqual([
    { line: 1, cells: ['code', 'name'] },
    { line: 2, cells: ['6210', 'Tools; "dev"\r\nand more'] },
    { line: 5, cells: ['6220', 'AI'] },
  ]);
  expect(readCsv('a\tb\n1\t2')).toEqual([
    { line: 1, cells: ['a', 'b'] },
    { line: 2, cells: ['1', '2'] },
  ]);
  expect(readCsv('')).toEqual([]);
});

test('a quote that is never closed is refused by its line', () => {
  expect(() => readCsv('a,b\n1,"2\n3,4\n')).toThrow(/line 2 is never closed/);
});

test.each([
  ['quotes within a cell', `x${'"'.repeat(2_000_000)}`, 1],
  ['cells that are opened and closed', '"",'.repeat(900), 0],
])('%s are read in one go', (_what, text, rows) => {
  const start = performance.now();
  expect(readCsv(text)).toHaveLength(rows);
  expect(performance.now() - start).toBeLessThan(5_000);
});

test.each([
  ['rows', 'a\n'.repeat(50_001), /more than 50000 rows/],
  ['cells', 'a\n'.concat('b,'.repeat(1_001)), /line 2 has more than 1000 cells/],
])('a file of too many %s is refused', (_what, text, problem) => {
  expect(() => readCsv(text)).toThrow(problem);
});

test('text that a spreadsheet would run is led by an apostrophe; numbers are not', () => {
  expect(csvLine(['=1+1', '+x', '-2.50', '-x', '@sum', 'a,b', '"'])).toBe(`'=1+1,'+x,-2.50,'-x,'@sum,"a,b",""""\r\n`);
});

test.each(['\n=1+1', '\t=1+1', '\r=1+1', ' @x', '＝1+1', '＋1', '－x', '＠sum'])('%j is no formula either', (cell) => {
  expect(csvLine([cell]).replace(/^"/, '')).toMatch(/^'/);
  expect(readCsv(`a\r\n${csvLine([cell])}`)[1]?.cells).toEqual([cell.trim()]);
});

test('what was written is read back', () => {
  const cell = fc.string({ unit: fc.constantFrom('=', '-', '"', ',', ';', '\n', 'a', "'", ' ', '+') });
  const rows = fc.array(fc.tuple(fc.constantFrom('code', 'x'), cell, cell), { minLength: 1 });
  fc.assert(
    fc.property(rows, (written) => {
      const read = readCsv(csvLine(['a', 'b', 'c']) + written.map((cells) => csvLine(cells)).join(''));
      const plain = (text: string) =>
        text
          .trim()
          .replace(/^'(?=\s*[=+-])/, '')
          .trim();
      expect(read.slice(1).map(({ cells }) => cells.map(plain))).toEqual(written.map((cells) => cells.map(plain)));
    }),
  );
});
