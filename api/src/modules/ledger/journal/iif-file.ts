import { centsText } from './cents-text.ts';
import type { Journal, JournalLine } from './journal.ts';

const HEAD = [
  ['!TRNS', 'TRNSTYPE', 'DATE', 'ACCNT', 'NAME', 'CLASS', 'AMOUNT', 'DOCNUM', 'MEMO'],
  ['!SPL', 'TRNSTYPE', 'DATE', 'ACCNT', 'NAME', 'CLASS', 'AMOUNT', 'DOCNUM', 'MEMO'],
  ['!ENDTRNS'],
];

/** QuickBooks Desktop: tab separated, debits positive, the first line of a journal is its TRNS. */
export function iifFile(journals: readonly Journal[]): string {
  const rows = journals.flatMap((journal) => {
    const lines = journal.lines.filter(({ cents }) => cents !== 0n);
    if (lines.length === 0) return [];
    return [...lines.map((line, index) => rowOf(index === 0 ? 'TRNS' : 'SPL', line, journal)), ['ENDTRNS']];
  });
  return [...HEAD, ...rows].map((cells) => `${cells.map(cellText).join('\t')}\r\n`).join('');
}

const rowOf = (kind: string, { account, vendor, team, cents }: JournalLine, { date, number, narration }: Journal) => [
  ...[kind, 'GENERAL JOURNAL', `${date.slice(5, 7)}/${date.slice(8)}/${date.slice(2, 4)}`],
  ...[account.name, vendor, team, centsText(cents), number, narration],
];

/** A cell ends at a tab or line break; a leading quote or formula sign must not start anything else. */
function cellText(text: string): string {
  const plain = text.replaceAll(/[\p{Cc}\u2028\u2029"]+/gu, ' ').trim();
  return /^[=+@\-\uFF1D\uFF0B\uFF0D\uFF20]/.test(plain) && !/^-?\d+(\.\d+)?$/.test(plain) ? `'${plain}` : plain;
}
