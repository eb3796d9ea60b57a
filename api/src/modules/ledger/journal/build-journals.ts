import { addDays, addMonths, type Day } from '../../../lib/calendar.ts';
import { ConflictError } from '../../../lib/errors.ts';
import type { Journal, JournalAccount, JournalKind, JournalLine } from './journal.ts';
import type { JournalNames, PostingAccounts } from './journal-sources.sql.ts';
import type { Expense, VendorMonth } from './month-postings.ts';
import { roundToCents, toCents } from './round-lines.ts';

export interface JournalMonth {
  month: Day;
  /** While the month is open, its journals are drafts. */
  isClosed: boolean;
  names: JournalNames;
  accounts: PostingAccounts;
  vendors: ReadonlyMap<number, VendorMonth>;
}

const titles: Record<JournalKind, string> = {
  ACCRUED_BILLS: 'Bills of usage accrued the month before',
  COSTS: 'Costs',
  AMORTIZATION: 'Amortization of prepaid costs',
  ACCRUALS: 'Accrual of unbilled usage',
  ACCRUAL_REVERSAL: 'Reversal of the accrual',
};

/** A balance sheet account's side of a journal. */
interface Balance {
  setting: keyof PostingAccounts;
  nano: bigint;
  cents: bigint;
}

/**
 * Journals of a month, each of one vendor and balanced to the cent: what is owed or prepaid is rounded by itself, the
 * expenses by largest remainder, and what is left is shown on the rounding account.
 * @throws ConflictError naming the accounting setting that is missing
 */
export function buildJournals({ month, isClosed, names, accounts, vendors }: JournalMonth): Journal[] {
  const last = addDays(addMonths(month, 1), -1);
  const ordered = [...vendors].sort(([a], [b]) => compare(vendorName(names, a), vendorName(names, b)) || a - b);
  const drafts = ordered.flatMap(([vendorId, vendor]) => {
    const draft = (kind: JournalKind, date: Day, expenses: Expense[], balances: Balance[]) => {
      const lines = linesOf({ names, accounts, vendorId }, expenses, balances);
      return lines.length === 0 ? [] : [{ kind, date, vendorId, lines }];
    };
    const accrual = draft('ACCRUALS', last, vendor.accrued, [owed('accruedAccountId', vendor.accrued)]);
    const reversal = accrual.map((journal) => ({
      ...journal,
      ...{ kind: 'ACCRUAL_REVERSAL' as const, date: addMonths(month, 1), lines: journal.lines.map(negated) },
    }));
    return [
      ...draft('ACCRUED_BILLS', month, vendor.accruedBefore, [owed('payableAccountId', vendor.accruedBefore)]),
      ...draft('COSTS', last, vendor.costs, [
        prepaid(vendor.prepaidNano, toCents(vendor.prepaidNano)),
        owed('payableAccountId', vendor.costs, vendor.prepaidNano),
      ]),
      ...draft('AMORTIZATION', last, vendor.amortized, [prepaid(-sumNano(vendor.amortized), -vendor.amortizedCents)]),
      ...accrual,
      ...reversal,
    ];
  });
  return drafts.map(({ kind, date, vendorId, lines }, index) => ({
    number: `OL-${month.slice(0, 7)}-${String(index + 1).padStart(3, '0')}${isClosed ? '' : '-DRAFT'}`,
    kind,
    date,
    narration: `${titles[kind]}, ${vendorName(names, vendorId)}, ${month.slice(0, 7)}${isClosed ? '' : ' (draft)'}`,
    currency: names.currency,
    lines,
  }));
}

const owed = (setting: keyof PostingAccounts, expenses: readonly Expense[], besides = 0n): Balance => {
  const nano = -(sumNano(expenses) + besides);
  return { setting, nano, cents: toCents(nano) };
};
const prepaid = (nano: bigint, cents: bigint): Balance => ({ setting: 'prepaidAccountId', nano, cents });
const negated = (line: JournalLine): JournalLine => ({ ...line, cents: -line.cents, exactNano: -line.exactNano });
const sumNano = (expenses: readonly Expense[]) => expenses.reduce((sum, { nano }) => sum + nano, 0n);
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Cost that names no vendor still needs one on accounts payable. */
const vendorName = ({ vendors }: JournalNames, id: number) => vendors.get(id) ?? 'Unspecified vendor';

interface Place {
  names: JournalNames;
  accounts: PostingAccounts;
  vendorId: number;
}

function linesOf(place: Place, expenses: readonly Expense[], balances: readonly Balance[]): JournalLine[] {
  const { names, accounts, vendorId } = place;
  const vendor = vendorName(names, vendorId);
  const merged = mergedExpenses(expenses, accounts);
  const cents = roundToCents(merged.map(({ nano }) => nano));
  const lines = merged.map(
    ({ glAccountId, teamId, projectId, nano }, index): JournalLine => ({
      account: accountOf(names, glAccountId, 'defaultExpenseAccountId'),
      ...{ description: vendor, vendor, cents: cents[index] ?? 0n, exactNano: nano },
      ...{ team: names.teams.get(teamId) ?? '', project: names.projects.get(projectId) ?? '' },
    }),
  );
  const plain = { vendor, team: '', project: '' };
  for (const { setting, nano, cents: amount } of balances) {
    if (nano === 0n && amount === 0n) continue;
    const account = accountOf(names, accounts[setting], setting);
    lines.push({ account, description: vendor, cents: amount, exactNano: nano, ...plain });
  }
  const difference = -lines.reduce((sum, line) => sum + line.cents, 0n);
  if (difference !== 0n) {
    const account = accountOf(names, accounts.roundingAccountId, 'roundingAccountId');
    lines.push({ account, description: 'Rounding difference', cents: difference, exactNano: 0n, ...plain });
  }
  return lines.filter((line) => line.cents !== 0n || line.exactNano !== 0n);
}

/** One amount per account, team and project; what has no account is the default one's. */
function mergedExpenses(expenses: readonly Expense[], { defaultExpenseAccountId }: PostingAccounts): Expense[] {
  const merged = new Map<string, Expense>();
  for (const { nano, ...expense } of expenses) {
    const key = { ...expense, glAccountId: expense.glAccountId || (defaultExpenseAccountId ?? 0) };
    const id = [key.glAccountId, key.teamId, key.projectId].join(':');
    merged.set(id, { ...key, nano: (merged.get(id)?.nano ?? 0n) + nano });
  }
  const places = [...merged.values()].filter(({ nano }) => nano !== 0n);
  return places.sort((a, b) => a.glAccountId - b.glAccountId || a.teamId - b.teamId || a.projectId - b.projectId);
}

function accountOf({ accounts }: JournalNames, id: number | null, setting: keyof PostingAccounts): JournalAccount {
  const account = accounts.get(id ?? 0);
  if (account) return account;
  throw new ConflictError(setting, `Journals need the accounting setting ${setting}. Choose an account for it.`);
}
