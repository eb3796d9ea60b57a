import type { ChangeCostEntryInput } from '../../gql/graphql.ts';
import { addDays } from '../../lib/day.ts';
import { isForItsDate, type LedgerEntry, ownerInput, toLineInput, wholeLine } from './ledger-entry.ts';
import { plainAmount, typedDay } from './typed-values.ts';

/** An entry that pays for its own day keeps doing so on another date. */
function dateChange(entry: LedgerEntry, date: string) {
  return isForItsDate(entry) ? { date, serviceFrom: date, serviceUntil: addDays(date, 1) } : { date };
}

/** What a cell's new text changes, as the API takes it; only columns that are typed into have one. */
export function cellChange(entry: LedgerEntry, columnId: string, text: string): ChangeCostEntryInput {
  const base = { entryId: entry.id, version: entry.version };
  const line = wholeLine(entry);
  const lines = (change: object) => (line ? { ...base, lines: [{ ...toLineInput(line), ...change }] } : base);
  const typed = text.trim();
  switch (columnId) {
    case 'date':
      return { ...base, ...dateChange(entry, typedDay(typed)) };
    case 'vendor':
      return typed === '' ? { ...base, vendorId: null } : { ...base, vendorName: typed };
    case 'description':
      return { ...base, description: typed };
    case 'amount':
      return { ...base, amount: plainAmount(typed) };
    case 'currency':
      return { ...base, currency: typed.toUpperCase() };
    case 'kind':
      return { ...base, kind: typed === 'VARIABLE' ? 'VARIABLE' : 'FIXED' };
    case 'account':
      return lines({ glAccountId: typed || null });
    case 'category':
      return lines({ category: typed });
    case 'owner':
      return lines(ownerInput(typed));
    case 'project':
      return lines({ projectId: typed || null });
    default:
      return base;
  }
}

const columnOfField: Readonly<Record<string, string>> = {
  vendorId: 'vendor',
  vendorName: 'vendor',
  glAccountId: 'account',
  memberId: 'owner',
  teamId: 'owner',
  agentId: 'owner',
  projectId: 'project',
  rate: 'currency',
  serviceFrom: 'date',
  serviceUntil: 'date',
};

/** The column a refused field is shown in: `lines.0.glAccountId` belongs to the account. */
export function columnOf(field: string | undefined): string | null {
  const name = field?.split('.').at(-1);
  return name ? (columnOfField[name] ?? name) : null;
}
