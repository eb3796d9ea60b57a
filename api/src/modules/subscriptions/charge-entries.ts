import type { Prisma } from '@outlay/prisma';
import { type Day, utcDay } from '../../lib/calendar.ts';
import { queryClient } from '../../lib/query-client.ts';
import { followLedgerEntry } from '../../sync/ledger-evidence.sql.ts';
import { fromLedgerAmount, toLedgerAmount } from '../ledger/ledger-amount.ts';
import type { CostLineDraft } from '../ledger/post-cost-entry.ts';
import type { Charge } from './charge-plan.ts';

const withLines = { lines: { orderBy: { id: 'asc' } } } satisfies Prisma.CostEntryInclude;
export type ChargeEntry = Prisma.CostEntryGetPayload<{ include: typeof withLines }>;

/** The entries of one charge: live ones, and how many adjustments were ever posted for it. */
export interface BookedCharge {
  live: ChargeEntry[];
  adjustmentCount: number;
  /** Its entry was voided by a person: it stays out of the books. */
  isVoidedByHand: boolean;
}

export const originKeyOf = (subscriptionId: number, date: Day) => `subscription:${subscriptionId}:${date}`;

const ORIGIN = /^subscription:\d+:(\d{4}-\d{2}-\d{2})(:adjustment:\d+)?(:replaced:\d+)?$/;

/** What a subscription booked, by the date it was charged for. */
export async function bookedCharges(
  tx: Prisma.TransactionClient,
  subscriptionId: number,
): Promise<Map<Day, BookedCharge>> {
  const entries = await tx.costEntry.findMany({
    where: { subscriptionId },
    include: withLines,
    orderBy: { id: 'asc' },
  });
  const byDate = new Map<Day, BookedCharge>();
  for (const entry of entries) {
    const [, date = utcDay(entry.date), adjustment, replaced] = ORIGIN.exec(entry.originKey ?? '') ?? [];
    const booked = byDate.get(date) ?? { live: [], adjustmentCount: 0, isVoidedByHand: false };
    byDate.set(date, booked);
    if (adjustment) booked.adjustmentCount += 1;
    if (entry.voidedAt === null) booked.live.push(entry);
    else if (!replaced) booked.isVoidedByHand = true;
  }
  return byDate;
}

/** Takes entries of open months out of the books, so that others may stand for the same charge. */
export async function replaceEntries(
  tx: Prisma.TransactionClient,
  entries: readonly ChargeEntry[],
  { at, byId }: { at: Date; byId: number | undefined },
): Promise<void> {
  for (const { id, originKey, connectionId } of entries) {
    await tx.costEntry.update({
      where: { id },
      data: {
        voidedAt: at,
        voidedById: byId ?? null,
        voidReason: 'The subscription was changed.',
        originKey: `${originKey}:replaced:${id}`,
        version: { increment: 1 },
      },
    });
    if (connectionId) await followLedgerEntry(queryClient(tx), id);
  }
}

/** Amounts by who bears them and which connection shows them too. */
export type Shares = Map<string, bigint>;

type Share = { memberId: number | null; teamId: number | null; connectionId: number | null };

const keyOf = ({ connectionId, memberId, teamId }: Share) => JSON.stringify([connectionId, memberId, teamId]);

export function shareOf(key: string): Share {
  const [connectionId, memberId, teamId] = JSON.parse(key) as [number | null, number | null, number | null];
  return { connectionId, memberId, teamId };
}

export function sharesOf(entries: readonly ChargeEntry[]): Shares {
  const shares: Shares = new Map();
  for (const { connectionId, lines } of entries)
    for (const { memberId, teamId, amount } of lines)
      add(shares, keyOf({ connectionId, memberId, teamId }), toLedgerAmount(amount.toFixed()));
  return shares;
}

/** What the books lack of a charge (undefined: there should be none). */
export function missingShares(charge: Charge | undefined, booked: Shares): Shares {
  const missing: Shares = new Map([...booked].map(([key, amount]) => [key, -amount]));
  if (charge) add(missing, keyOf(charge), charge.amount);
  return new Map([...missing].filter(([, amount]) => amount !== 0n));
}

export const sameShares = (a: Shares, b: Shares) =>
  a.size === b.size && [...a].every(([key, amount]) => b.get(key) === amount);

/** The only entry of a charge says what the charge says. */
export function isBookedAs(entries: readonly ChargeEntry[], { date, amount, service, ...share }: Charge): boolean {
  const [entry] = entries;
  return (
    entry !== undefined &&
    entries.length === 1 &&
    utcDay(entry.date) === date &&
    utcDay(entry.serviceFrom) === service.from &&
    utcDay(entry.serviceUntil) === service.until &&
    entry.amount.toFixed() === fromLedgerAmount(amount) &&
    sameShares(sharesOf(entries), new Map([[keyOf(share), amount]]))
  );
}

/** Lines that keep the coding of the entry they replace. */
export function linesOf(shares: Shares, coding: Pick<CostLineDraft, 'glAccountId' | 'category' | 'projectId'>) {
  return [...shares].map(([key, amount]) => {
    const { memberId, teamId } = shareOf(key);
    return { ...coding, memberId, teamId, amount };
  });
}

function add(shares: Shares, key: string, amount: bigint): void {
  shares.set(key, (shares.get(key) ?? 0n) + amount);
}
