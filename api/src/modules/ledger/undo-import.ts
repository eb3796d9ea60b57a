import type { Prisma } from '@outlay/prisma';
import { db } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import { startOfMonth, utcDay } from '../../lib/calendar.ts';
import { ConflictError, NotFoundError } from '../../lib/errors.ts';
import { queryClient } from '../../lib/query-client.ts';
import { followLedgerEntry } from '../../sync/ledger-evidence.sql.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { actorMemberId, requireAdmin } from '../auth/permissions.ts';
import { rebuildSoon } from '../people/attribution-changes.ts';
import { IMPORT_TRANSACTION } from './import-csv.ts';
import { undoExchangeRates } from './import-exchange-rates.ts';
import { undoGlAccounts } from './import-gl-accounts.ts';
import { PeriodClosedError, refuseClosedPeriod } from './period-closed-error.ts';

/**
 * Takes a whole import back: its entries are voided, its accounts and rates are gone, what it overwrote is there again.
 * The file may then be imported anew. @throws NotFoundError | ConflictError | PeriodClosedError naming the month
 */
export async function undoImport(context: Context, importId: number): Promise<number> {
  const { actor, clock } = context;
  requireAdmin(actor);
  const kind = await db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT FROM import WHERE id = ${importId} FOR UPDATE`;
    const stored = await tx.import.findUnique({ where: { id: importId } });
    if (!stored) throw new NotFoundError('Import', `Import:${importId}`);
    if (stored.undoneAt) throw new ConflictError('importId', `${stored.fileName} was undone already.`);
    await tx.import.update({ where: { id: importId }, data: { undoneAt: clock() } });
    if (stored.kind === 'GL_ACCOUNTS') await undoGlAccounts(tx, stored.replaced);
    else if (stored.kind === 'EXCHANGE_RATES') await undoExchangeRates(tx, importId, stored.replaced);
    else
      await voidImported(tx, importId, { at: clock(), byId: actorMemberId(actor) ?? null, fileName: stored.fileName });
    const before = { kind: stored.kind, fileName: stored.fileName, rowCount: stored.rowCount };
    await recordAuditEvent(tx, actor, { action: 'undoImport', subjectType: 'Import', subjectId: importId, before });
    return stored.kind;
  }, IMPORT_TRANSACTION);
  if (kind !== 'GL_ACCOUNTS') rebuildSoon(context);
  return importId;
}

async function voidImported(
  tx: Prisma.TransactionClient,
  importId: number,
  { at, byId, fileName }: { at: Date; byId: number | null; fileName: string },
): Promise<void> {
  const months = await tx.accountingPeriod.findMany({ where: { status: 'CLOSED' }, select: { month: true } });
  const closed = new Set(months.map(({ month }) => utcDay(month)));
  const entries = await tx.costEntry.findMany({ where: { importId, voidedAt: null }, orderBy: { date: 'asc' } });
  const kept = entries.map(({ date }) => startOfMonth(utcDay(date))).find((month) => closed.has(month));
  if (kept !== undefined) throw new PeriodClosedError('importId', kept);
  await refuseClosedPeriod('importId', () =>
    tx.costEntry.updateMany({
      where: { importId, voidedAt: null },
      data: {
        voidedAt: at,
        voidedById: byId,
        voidReason: `The import of ${fileName} was undone`,
        version: { increment: 1 },
      },
    }),
  );
  for (const { id, connectionId } of entries) if (connectionId) await followLedgerEntry(queryClient(tx), id);
}
