import type { CostKind, CostSource, Prisma } from '@outlay/prisma';
import { type Day, startOfDay } from '../../lib/calendar.ts';
import { InvalidInputError, NotFoundError } from '../../lib/errors.ts';
import { queryClient } from '../../lib/query-client.ts';
import { followLedgerEntry } from '../../sync/ledger-evidence.sql.ts';
import { fromLedgerAmount } from './ledger-amount.ts';
import { refuseClosedPeriod } from './period-closed-error.ts';
import { reportingAmounts, sumOf } from './reporting-amounts.ts';

/** A part of an entry; its amount in 1e-4 of the entry's currency. */
export interface CostLineDraft {
  amount: bigint;
  glAccountId?: number | null;
  category?: string;
  memberId?: number | null;
  teamId?: number | null;
  agentId?: number | null;
  projectId?: number | null;
  /** Of an adjustment: the exact amount in nano-units of the reporting currency. */
  bookedNano?: bigint;
}

export interface CostEntryDraft {
  date: Day;
  /** Half-open; amortized over its days. */
  service: { from: Day; until: Day };
  description: string;
  kind: CostKind;
  source: CostSource;
  currency: string;
  lines: readonly CostLineDraft[];
  vendorId?: number | null;
  connectionId?: number | null;
  subscriptionId?: number;
  recurringCostId?: number;
  importId?: number;
  /** What it is posted for: a second entry of the same key is not written. */
  originKey?: string;
  adjustsMonth?: Day;
  /** What an adjustment corrects the cost of; 0: none. */
  toolId?: number;
  adjustsConnectionId?: number;
  isBookedOnly?: boolean;
  createdById?: number;
  /** Replaces the rate of the date. */
  rate?: string;
}

/**
 * Writes an entry with its lines at the rate of its date, kept for good. Answers its id; undefined when its origin was
 * posted before. @throws InvalidInputError when the currency has no rate; PeriodClosedError
 */
export async function postCostEntry(tx: Prisma.TransactionClient, draft: CostEntryDraft): Promise<number | undefined> {
  if (draft.connectionId) await requireBillingCurrency(tx, draft.connectionId, draft.currency);
  const rate = draft.rate ?? (await rateOn(tx, draft.currency, draft.date));
  const { entry: data, linesOf } = rowsOf(draft, rate);
  return refuseClosedPeriod('date', async () => {
    const [entry] = await tx.costEntry.createManyAndReturn({
      data: [data],
      skipDuplicates: true,
      select: { id: true },
    });
    if (!entry) return undefined;
    await tx.costEntryLine.createMany({ data: linesOf(entry.id) });
    if (draft.connectionId) await followLedgerEntry(queryClient(tx), entry.id);
    return entry.id;
  });
}

/** Bill evidence is compared with what the connection counts. @throws InvalidInputError | NotFoundError */
export async function requireBillingCurrency(
  tx: Prisma.TransactionClient,
  connectionId: number,
  currency: string,
): Promise<void> {
  const connection = await tx.connection.findUnique({
    where: { id: connectionId },
    select: { name: true, currency: true },
  });
  if (!connection) throw new NotFoundError('Connection', connectionId);
  if (connection.currency === currency) return;
  const problem = `${connection.name} is billed in ${connection.currency}, not ${currency}.`;
  throw new InvalidInputError(
    'currency',
    currency,
    problem,
    `Enter the amount in ${connection.currency}, or leave out the connection.`,
  );
}

const CHUNK = 500;

export type UnlinkedDraft = Omit<CostEntryDraft, 'connectionId'> & { originKey: string; rate: string };

/** Many at once that no connection bills, each with an origin that was not posted before, at its rate. @throws PeriodClosedError */
export async function postCostEntries(tx: Prisma.TransactionClient, drafts: readonly UnlinkedDraft[]): Promise<void> {
  for (let start = 0; start < drafts.length; start += CHUNK) {
    const rows = drafts.slice(start, start + CHUNK).map((draft) => ({ ...draft, ...rowsOf(draft, draft.rate) }));
    await refuseClosedPeriod('date', async () => {
      const posted = await tx.costEntry.createManyAndReturn({
        data: rows.map(({ entry }) => entry),
        select: { id: true, originKey: true },
      });
      const ids = new Map(posted.map(({ id, originKey }) => [originKey, id]));
      await tx.costEntryLine.createMany({
        data: rows.flatMap(({ originKey, linesOf }) => linesOf(ids.get(originKey) ?? 0)),
      });
    });
  }
}

/** The rows of an entry, adding up in both currencies. */
function rowsOf({ lines, service, date, adjustsMonth, ...columns }: CostEntryDraft, rate: string) {
  const amounts = lines.map(({ amount }) => amount);
  const reporting = reportingAmounts(amounts, rate);
  const entry = {
    ...columns,
    date: startOfDay(date),
    serviceFrom: startOfDay(service.from),
    serviceUntil: startOfDay(service.until),
    adjustsMonth: adjustsMonth === undefined ? null : startOfDay(adjustsMonth),
    rate,
    amount: fromLedgerAmount(sumOf(amounts)),
    reportingAmount: fromLedgerAmount(reporting.total),
  };
  const linesOf = (entryId: number) =>
    lines.map(({ amount, ...line }, index) => ({
      ...line,
      entryId,
      amount: fromLedgerAmount(amount),
      reportingAmount: fromLedgerAmount(reporting.lines[index] ?? 0n),
    }));
  return { entry, linesOf };
}

/** Units of the reporting currency for one of `currency`: the latest rate on or before the day. @throws InvalidInputError */
export async function rateOn(tx: Prisma.TransactionClient, currency: string, day: Day): Promise<string> {
  const rows = await tx.$queryRaw<{ reporting: string; rate: string | null }[]>`
    SELECT o.reporting_currency AS reporting, r.rate::text AS rate FROM organization o
    LEFT JOIN exchange_rate_span r ON r.base = ${currency} AND r.quote = o.reporting_currency
      AND r."from" <= ${day}::date AND ${day}::date < r."until"
    WHERE o.id = 1`;
  const reporting = rows[0]?.reporting;
  if (reporting === currency) return '1';
  const rate = rows[0]?.rate;
  if (!rate) {
    const remedy = `Set what one ${currency} is worth in ${reporting} first.`;
    throw new InvalidInputError(
      'currency',
      currency,
      `there is no exchange rate from ${currency} to ${reporting}.`,
      remedy,
    );
  }
  return rate;
}
