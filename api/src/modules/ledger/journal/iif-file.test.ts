import { expect, test } from 'vitest';
import { iifFile } from './iif-file.ts';
import type { Journal } from './journal.ts';

const lineOf = (description: string, cents: bigint) => ({
  ...{ account: { id: 1, code: '6210', name: description }, vendor: description, team: '' },
  ...{ project: '', description, cents, exactNano: cents * 10_000_000n },
});

test.each([
  ['a\tb\nTRNS\tGENERAL JOURNAL', 'a b TRNS GENERAL JOURNAL'],
  ['a\u000BTRNS\u000C\u0085\u2028b', 'a TRNS b'],
  ['say"hi"', 'say hi'],
  ['\n=1+1', "'=1+1"],
  ['＝1+1', "'＝1+1"],
])('%j stays one harmless cell', (name, cell) => {
  const journal = {
    ...{ kind: 'COSTS' as const, currency: 'USD' },
    number: '2026-09-1',
    date: '2026-09-30',
    narration: name,
    lines: [lineOf(name, 5n), lineOf('x', -5n)],
  };
  const file = iifFile([journal satisfies Journal]);
  expect(file.split('\r\n').slice(3, 6)).toEqual([
    ['TRNS', 'GENERAL JOURNAL', '09/30/26', cell, cell, '', '0.05', '2026-09-1', cell].join('\t'),
    ['SPL', 'GENERAL JOURNAL', '09/30/26', 'x', 'x', '', '-0.05', '2026-09-1', cell].join('\t'),
    'ENDTRNS',
  ]);
});
