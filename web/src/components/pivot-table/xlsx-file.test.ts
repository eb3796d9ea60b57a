import { expect, it } from 'vitest';
import { sheetRows } from './xlsx-file.ts';

it('keeps names as text and figures as numbers, shares as parts of one', () => {
  const rows = [
    ['Team', 'Spend', 'Hit rate'],
    ['42', '-1234.5', '12.5%'],
    ['=1+1', '7', null],
  ];
  const [titles, ...body] = sheetRows({ rows, labelCount: 1 });
  expect(titles?.map((cell) => (cell as { value: string }).value)).toEqual(['Team', 'Spend', 'Hit rate']);
  expect(body).toEqual([
    [
      { value: '42', type: String },
      { value: -1234.5, type: Number, format: '#,##0.00######' },
      { value: 0.125, type: Number, format: '0.0%' },
    ],
    [{ value: '=1+1', type: String }, { value: 7, type: Number, format: '#,##0' }, null],
  ]);
});
