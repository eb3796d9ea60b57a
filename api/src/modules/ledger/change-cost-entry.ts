import type { Prisma } from '@outlay/prisma';
import { z } from 'zod';
import { db } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import { startOfDay, utcDay } from '../../lib/calendar.ts';
import { ConflictError } from '../../lib/errors.ts';
import { parseInput } from '../../lib/parse-input.ts';
import { queryClient } from '../../lib/query-client.ts';
import { followLedgerEntry } from '../../sync/ledger-evidence.sql.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { requireAdmin } from '../auth/permissions.ts';
import { rebuildSoon } from '../people/attribution-changes.ts';
import { type CostLines, costEntryFields } from './cost-entry-fields.ts';
import { lineDrafts } from './create-cost-entry.ts';
import { entrySnapshot, withLines } from './entry-snapshot.ts';
import { keptLines } from './kept-lines.ts';
import { fromLedgerAmount, toLedgerAmount } from './ledger-amount.ts';
import { refuseClosedPeriod } from './period-closed-error.ts';
import { type CostLineDraft, rateOn, requireBillingCurrency } from './post-cost-entry.ts';
import { reportingAmounts } from './reporting-amounts.ts';
import { takeCostEntry } from './require-cost-entry.ts';
import { requireConnection, requireLineReferences, vendorOf } from './require-cost-references.ts';
import { servicePeriod } from './service-period.ts';

const { date, description, kind, currency, amount, ...optional } = costEntryFields;
const schema = z.object({
  ...optional,
  entryId: z.int(),
  version: z.int(),
  date: date.nullish(),
  description: description.nullish(),
  kind: kind.nullish(),
  currency: currency.nullish(),
  amount: amount.nullish(),
});

export type ChangeCostEntryInput = z.input<typeof schema>;
type Change = z.output<typeof schema>;
type Entry = Awaited<ReturnType<typeof takeCostEntry>>;

/**
 * Changes what is given of the version the caller saw; given lines replace all. Another date or currency takes the rate
 * of that date, else the rate stays. A new amount without lines is split as the old one was.
 * @throws InvalidInputError | NotFoundError | ConflictError | PeriodClosedError
 */
export async function changeCostEntry(context: Context, input: ChangeCostEntryInput): Promise<number> {
  const { actor } = context;
  requireAdmin(actor);
  const change = parseInput(schema, input);
  const { entryId: id, version } = change;
  const isLinked = await db.$transaction(async (tx) => {
    const entry = await takeCostEntry(tx, { id, version });
    requireOwnAmount(entry, change);
    const total = change.amount ?? toLedgerAmount(entry.amount.toFixed());
    const lines = change.lines ? lineDrafts(total, change.lines) : keptLines(entry.lines, total);
    if (change.lines) await requireLineReferences(tx, lines);
    await refuseClosedPeriod('date', () => rewrite(tx, entry, change, { total, lines }));
    const after = await tx.costEntry.findUniqueOrThrow({ where: { id }, include: withLines });
    const isLinked = entry.connectionId !== null || after.connectionId !== null;
    if (after.connectionId) await requireBillingCurrency(tx, after.connectionId, after.currency);
    if (isLinked) await followLedgerEntry(queryClient(tx), id);
    await recordAuditEvent(tx, actor, {
      ...{ action: 'changeCostEntry', subjectType: 'CostEntry', subjectId: id },
      ...{ before: entrySnapshot(entry), after: entrySnapshot(after) },
    });
    return isLinked;
  });
  if (isLinked) rebuildSoon(context);
  return id;
}

async function rewrite(
  tx: Prisma.TransactionClient,
  entry: Entry,
  change: Change,
  { total, lines }: { total: bigint; lines: readonly CostLineDraft[] },
): Promise<void> {
  const day = change.date ?? utcDay(entry.date);
  const currency = change.currency ?? entry.currency;
  const service = servicePeriod(day, {
    serviceFrom: change.serviceFrom ?? utcDay(entry.serviceFrom),
    serviceUntil: change.serviceUntil ?? utcDay(entry.serviceUntil),
  });
  const isRatedAnew = currency !== entry.currency || day !== utcDay(entry.date);
  const rate = change.rate ?? (isRatedAnew ? await rateOn(tx, currency, day) : entry.rate.toFixed());
  const reporting = reportingAmounts(
    lines.map((line) => line.amount),
    rate,
  );
  if (change.connectionId) await requireConnection(tx, change.connectionId);
  const isVendorGiven = change.vendorId !== undefined || change.vendorName;
  await tx.costEntry.update({
    where: { id: entry.id },
    data: {
      ...{ date: startOfDay(day), serviceFrom: startOfDay(service.from), serviceUntil: startOfDay(service.until) },
      ...(isVendorGiven ? { vendorId: await vendorOf(tx, change) } : {}),
      ...(change.connectionId === undefined ? {} : { connectionId: change.connectionId }),
      description: change.description ?? entry.description,
      kind: change.kind ?? entry.kind,
      ...{ currency, rate, amount: fromLedgerAmount(total), reportingAmount: fromLedgerAmount(reporting.total) },
    },
  });
  await tx.costEntryLine.deleteMany({ where: { entryId: entry.id } });
  await tx.costEntryLine.createMany({
    data: lines.map((line, index) => ({
      ...line,
      entryId: entry.id,
      amount: fromLedgerAmount(line.amount),
      reportingAmount: fromLedgerAmount(reporting.lines[index] ?? 0n),
    })),
  });
}

/** @throws ConflictError when the amount is not for people to change */
function requireOwnAmount(entry: Entry, change: Change): void {
  const { amount, currency, date, rate, lines } = change;
  if (!entry.isBookedOnly || !(amount || currency || date || rate || isSplit(lines))) return;
  const problem =
    'It was posted by closing a month and ties to what that month booked; only its description may change.';
  throw new ConflictError('entryId', problem);
}

const isSplit = (lines: CostLines | null | undefined) => (lines?.length ?? 0) > 0;
