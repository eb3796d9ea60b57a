import { describe, expect, test } from 'vitest';
import { normalizedCell, pasteCsv, pastedTable, readCells } from './paste-table.ts';

describe('a table pasted from a spreadsheet', () => {
  test('keeps line breaks, quotes and tabs inside of quoted cells', () => {
    expect(readCells('a\t"line 1\nline ""2"""\t"x\ty"\r\nb\t\t\r\n')).toEqual([
      ['a', 'line 1\nline "2"', 'x\ty'],
      ['b', '', ''],
    ]);
  });

  test('is read by its headings', () => {
    expect(pastedTable('Date\tMemo\tGL account\tNote\tAmount\n2026-11-03\tMidjourney\t6210\tok\t60')).toEqual({
      columns: ['date', 'description', 'account', null, 'amount'],
      rows: [['2026-11-03', 'Midjourney', '6210', 'ok', '60']],
    });
  });

  test('without headings is read by what the cells hold', () => {
    const { columns, rows } = pastedTable('11/3/2026\tMidjourney Pro\t6210 Tools\t$60.00\n11/4/2026\tFigma\t6210\t15');
    expect(columns).toEqual(['date', 'description', 'account', 'amount']);
    expect(rows).toHaveLength(2);
  });

  test('fills short rows, so that every cell has its place', () => {
    expect(pastedTable('date\tdescription\tamount\n2026-11-03\tA').rows).toEqual([['2026-11-03', 'A', '']]);
  });

  test('becomes a file of the columns that are kept', () => {
    const table = {
      columns: ['date' as const, null, 'description' as const],
      rows: [['2026-11-03', 'no', 'say "hi"']],
    };
    expect(pasteCsv(table)).toBe('date,description\r\n"2026-11-03","say ""hi"""');
  });
});

test('takes what a spreadsheet decorates for what it is', () => {
  expect(normalizedCell('amount', '$1,200.00', 'en-US')).toBe('1200.00');
  expect(normalizedCell('account', '6210 Development Tools', 'en-US')).toBe('6210');
});
