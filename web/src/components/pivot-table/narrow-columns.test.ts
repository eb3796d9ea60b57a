import { expect, test } from 'vitest';
import { narrowColumns } from './narrow-columns.ts';

const shown = { rows: [['$9.00', '$1,234.50']], totals: ['$23,145.67', '$9.00'] };
const cellOf = (row: string[], column: number) => ({ text: row[column - 1] ?? '' });
const narrow = (...sizes: number[]) =>
  narrowColumns(
    sizes.map((size, at) => ({ index: at + 1, size })),
    shown,
    cellOf,
  );

test('a column shows figures in full when the longest of its rows and totals fits', () => {
  expect(narrow(102, 100)).toEqual(new Set());
  expect(narrow(101, 100)).toEqual(new Set([1]));
  expect(narrow(120, 90)).toEqual(new Set([2]));
});
