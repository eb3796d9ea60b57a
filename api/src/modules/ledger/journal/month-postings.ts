import { addMonths, type Day } from '../../../lib/calendar.ts';
import { recognizedBefore, type Spread } from './amortization.ts';
import type { BookedLine, ExpenseKey, UsageCost } from './journal-sources.sql.ts';
import { toCents } from './round-lines.ts';

/** An amount on an expense account; nano-units, debits positive. */
export interface Expense extends ExpenseKey {
  nano: bigint;
}

/** What one vendor moves in a month, before rounding of the expenses. */
export interface VendorMonth {
  /** Billed usage and what entries of the month cost in it. */
  costs: Expense[];
  /** What entries of the month cost later: put on the prepaid account. */
  prepaidNano: bigint;
  /** What earlier entries cost in the month: taken off the prepaid account. */
  amortized: Expense[];
  /** Cents of that, such that the prepaid account always holds its exact balance rounded. */
  amortizedCents: bigint;
  /** Unbilled usage of the month. */
  accrued: Expense[];
  /** Unbilled usage of the month before, whose accrual was reversed. */
  accruedBefore: Expense[];
}

export interface MonthSources {
  usage: readonly UsageCost[];
  usageBefore: readonly UsageCost[];
  lines: readonly BookedLine[];
}

/** By vendor id; 0: none. */
export function monthPostings(month: Day, { usage, usageBefore, lines }: MonthSources): Map<number, VendorMonth> {
  const vendors = new Map<number, VendorMonth>();
  const at = (vendorId: number) => {
    const known = vendors.get(vendorId) ?? emptyMonth();
    vendors.set(vendorId, known);
    return known;
  };
  for (const { isAccrued, nano, ...key } of usage)
    at(key.vendorId)[isAccrued ? 'accrued' : 'costs'].push({ ...key, nano: BigInt(nano) });
  for (const { isAccrued, nano, ...key } of usageBefore)
    if (isAccrued) at(key.vendorId).accruedBefore.push({ ...key, nano: BigInt(nano) });
  const balances = new Map<number, { before: bigint; added: bigint; after: bigint }>();
  for (const line of lines) {
    const { before, added, expense } = inMonth(line, month);
    const { vendorId, glAccountId, teamId, projectId } = line;
    at(vendorId)[line.date >= month ? 'costs' : 'amortized'].push({
      ...{ vendorId, glAccountId, teamId, projectId },
      nano: expense,
    });
    const balance = balances.get(vendorId) ?? { before: 0n, added: 0n, after: 0n };
    balances.set(vendorId, {
      before: balance.before + before,
      added: balance.added + added,
      after: balance.after + before + added - (line.date >= month ? 0n : expense),
    });
  }
  for (const [vendorId, { before, added, after }] of balances) {
    const vendor = at(vendorId);
    vendor.prepaidNano = added;
    vendor.amortizedCents = toCents(before) + toCents(added) - toCents(after);
  }
  return vendors;
}

/** Nano-units of a line: prepaid before the month, added to prepaid in it, and its expense in it. */
function inMonth(line: BookedLine, month: Day): { before: bigint; added: bigint; expense: bigint } {
  const nano = BigInt(line.nano);
  if (line.isBookedOnly) return { before: 0n, added: 0n, expense: line.date >= month ? nano : 0n };
  const spread: Spread = { nano, service: { from: line.serviceFrom, until: line.serviceUntil } };
  const until = recognizedBefore(spread, addMonths(month, 1));
  if (line.date >= month) return { before: 0n, added: nano - until, expense: until };
  const earlier = recognizedBefore(spread, month);
  return { before: nano - earlier, added: 0n, expense: until - earlier };
}

const emptyMonth = (): VendorMonth => ({
  costs: [],
  prepaidNano: 0n,
  amortized: [],
  amortizedCents: 0n,
  accrued: [],
  accruedBefore: [],
});
