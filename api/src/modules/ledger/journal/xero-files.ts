import { csvLine } from '../../../lib/csv-line.ts';
import { centsText } from './cents-text.ts';
import type { Journal, JournalLine } from './journal.ts';

/** Of one file, its heading not counted. */
export const XERO_LINES = 300;

const HEAD = [
  ...['*Narration', '*Date', 'Description', '*AccountCode', '*TaxRate', '*Amount'],
  ...['TrackingName1', 'TrackingOption1', 'TrackingName2', 'TrackingOption2'],
];

/** Xero: rows of one narration and date are one journal, which never spreads over two files. */
export function xeroFiles(journals: readonly Journal[]): string[] {
  const files: JournalPart[][] = [];
  let room = 0;
  for (const part of journals.flatMap(partsOf)) {
    if (part.lines.length > room) {
      files.push([]);
      room = XERO_LINES;
    }
    files.at(-1)?.push(part);
    room -= part.lines.length;
  }
  return (files.length === 0 ? [[]] : files).map((parts) => csvLine(HEAD) + parts.map(rowsOf).join(''));
}

interface JournalPart {
  narration: string;
  date: string;
  lines: JournalLine[];
}

/** A journal too long for a file goes on in another one; what is open between them stands on the last line's account. */
function partsOf({ number, narration, date, lines }: Journal): JournalPart[] {
  const moved = lines.filter(({ cents }) => cents !== 0n);
  const title = `${number} ${narration}`;
  if (moved.length <= XERO_LINES) return moved.length === 0 ? [] : [{ narration: title, date, lines: moved }];
  const size = XERO_LINES - 2;
  const count = Math.ceil(moved.length / size);
  const carrier = moved.at(-1);
  let carried = 0n;
  return Array.from({ length: count }, (_, index) => {
    const own = moved.slice(index * size, (index + 1) * size);
    const open = carried + own.reduce((sum, line) => sum + line.cents, 0n);
    const carry = (cents: bigint, description: string): JournalLine[] =>
      carrier && cents !== 0n ? [{ ...carrier, cents, exactNano: cents * 10_000_000n, description }] : [];
    const part = [
      ...carry(carried, `Carried from part ${index}`),
      ...own,
      ...carry(-open, `Carried to part ${index + 2}`),
    ];
    carried = open;
    return { narration: `${title} (${index + 1} of ${count})`, date, lines: part };
  });
}

function rowsOf({ narration, date, lines }: JournalPart): string {
  const day = `${date.slice(8)}/${date.slice(5, 7)}/${date.slice(0, 4)}`;
  const rows = lines.map(({ description, account, cents, team, project }) =>
    csvLine([
      ...[narration, day, description, account.code, 'Tax Exempt', centsText(cents)],
      ...[team && 'Team', team, project && 'Project', project],
    ]),
  );
  return rows.join('');
}
