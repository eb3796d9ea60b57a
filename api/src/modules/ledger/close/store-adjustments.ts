import type { Prisma } from '@outlay/prisma';
import { addDays, addMonths, type Day, startOfDay, utcDay } from '../../../lib/calendar.ts';
import { fromLedgerAmount } from '../ledger-amount.ts';
import { postCostEntry } from '../post-cost-entry.ts';
import { sumOf } from '../reporting-amounts.ts';
import { type AdjustmentDraft, sameLines } from './adjustment-drafts.ts';

interface Booking {
  /** The closed month that is adjusted. */
  month: Day;
  /** The month in which it is. */
  openMonth: Day;
  date: Day;
  at: Date;
}

const withLines = { lines: { orderBy: { id: 'asc' } } } satisfies Prisma.CostEntryInclude;
type Posted = Prisma.CostEntryGetPayload<{ include: typeof withLines }>;

/** Makes the open entries that adjust the month exactly the drafts; answers those it wrote. The caller holds the books. */
export async function storeAdjustments(
  tx: Prisma.TransactionClient,
  booking: Booking,
  drafts: ReadonlyMap<string, AdjustmentDraft>,
): Promise<number[]> {
  const { month } = booking;
  const prefix = originOf(booking, '');
  const closed = await tx.accountingPeriod.findMany({ where: { status: 'CLOSED' }, select: { month: true } });
  const posted = await tx.costEntry.findMany({
    where: { isBookedOnly: true, adjustsMonth: startOfDay(month), originKey: { startsWith: 'adjustment:' } },
    include: withLines,
    orderBy: { id: 'asc' },
  });
  const isOpen = ({ date }: Posted) =>
    !closed.some((period) => period.month <= date && date < startOfDay(addMonths(utcDay(period.month), 1)));
  const open = posted.filter(isOpen);
  const written: number[] = [];
  for (const entry of open) {
    const draft = entry.originKey?.startsWith(prefix) ? drafts.get(entry.originKey.slice(prefix.length)) : undefined;
    if (draft ? await refresh(tx, entry, draft) : await retract(tx, entry, booking)) written.push(entry.id);
  }
  const known = new Set(posted.map(({ originKey }) => originKey));
  for (const [key, draft] of drafts) {
    const originKey = originOf(booking, key);
    if (known.has(originKey)) continue;
    const id = await post(tx, booking, originKey, draft);
    if (id !== undefined) written.push(id);
  }
  return written;
}

const originOf = ({ month, openMonth }: Booking, key: string) =>
  `adjustment:${month.slice(0, 7)}:${openMonth.slice(0, 7)}:${key}`;

async function refresh(tx: Prisma.TransactionClient, entry: Posted, { lines }: AdjustmentDraft): Promise<boolean> {
  if (entry.voidedAt === null && sameLines(entry.lines, lines)) return false;
  const amount = fromLedgerAmount(sumOf(lines.map((line) => line.amount)));
  await tx.costEntryLine.deleteMany({ where: { entryId: entry.id } });
  await tx.costEntry.update({
    where: { id: entry.id },
    data: {
      ...{ amount, reportingAmount: amount, version: { increment: 1 } },
      ...{ voidedAt: null, voidedById: null, voidReason: null },
      lines: {
        createMany: {
          data: lines.map((line) => {
            const rounded = fromLedgerAmount(line.amount);
            return { ...line, amount: rounded, reportingAmount: rounded };
          }),
        },
      },
    },
  });
  return true;
}

async function retract(tx: Prisma.TransactionClient, entry: Posted, { openMonth, at }: Booking): Promise<boolean> {
  if (entry.voidedAt !== null) return false;
  const voidReason = `The difference is gone, or is booked in ${openMonth.slice(0, 7)}.`;
  await tx.costEntry.update({
    where: { id: entry.id },
    data: { voidedAt: at, voidReason, version: { increment: 1 } },
  });
  return true;
}

async function post(
  tx: Prisma.TransactionClient,
  { month, date }: Booking,
  originKey: string,
  { vendorId, toolId, connectionId, costKind, lines }: AdjustmentDraft,
): Promise<number | undefined> {
  const organization = await tx.organization.findUniqueOrThrow({ where: { id: 1 } });
  const vendor = vendorId === 0 ? null : await tx.vendor.findUnique({ where: { id: vendorId } });
  return postCostEntry(tx, {
    date,
    service: { from: date, until: addDays(date, 1) },
    description: [`Adjustment of ${month.slice(0, 7)}`, ...(vendor ? [vendor.name] : [])].join(', '),
    kind: costKind,
    source: 'ADJUSTMENT',
    currency: organization.reportingCurrency,
    vendorId: vendor?.id ?? null,
    toolId,
    adjustsConnectionId: connectionId,
    adjustsMonth: month,
    isBookedOnly: true,
    originKey,
    lines,
  });
}
