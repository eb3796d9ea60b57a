import { createHash } from 'node:crypto';
import { ImportKind, type Prisma } from '@outlay/prisma';
import { z } from 'zod';
import { db } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import type { Day } from '../../lib/calendar.ts';
import { parseInput } from '../../lib/parse-input.ts';
import { refuseDuplicate } from '../../lib/refuse-duplicate.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { actorMemberId, requireAdmin } from '../auth/permissions.ts';
import { rebuildSoon } from '../people/attribution-changes.ts';
import { today } from '../people/today.ts';
import type { CsvMapping } from './csv-table.ts';
import { importCostEntries } from './import-cost-entries.ts';
import { importExchangeRates } from './import-exchange-rates.ts';
import { importGlAccounts } from './import-gl-accounts.ts';
import { ledgerDay } from './ledger-day.ts';

export interface CsvFile {
  text: string;
  mapping?: readonly CsvMapping[] | null | undefined;
}

const MAX_CHARACTERS = 6_000_000;

const schema = z.object({
  kind: z.enum(ImportKind),
  fileName: z.string().trim().min(1).max(200),
  text: z.string().min(1).max(MAX_CHARACTERS),
  mapping: z
    .array(z.object({ column: z.string(), header: z.string() }))
    .max(50)
    .nullish(),
  from: ledgerDay.nullish(),
});

export type ImportCsvInput = z.input<typeof schema>;

/** Thousands of rows take longer than Prisma's five seconds on a busy machine. */
export const IMPORT_TRANSACTION = { timeout: 55_000, maxWait: 30_000 };

/**
 * Reads a file in whole or not at all. Answers the import's id.
 * @throws InvalidInputError | CsvError with what is wrong in every row | ConflictError for a file that was imported before | PeriodClosedError
 */
export async function importCsv(context: Context, input: ImportCsvInput): Promise<number> {
  const { actor } = context;
  requireAdmin(actor);
  const { kind, fileName, from, ...file } = parseInput(schema, input);
  const day = await today(context);
  const fileHash = createHash('sha256').update(file.text).digest('hex');
  const repeated = 'This very file was imported already. Undo that import first (undoImport) to read it in again.';
  const id = await refuseDuplicate('text', repeated, () =>
    db.$transaction(async (tx) => {
      const createdById = actorMemberId(actor) ?? null;
      const { id } = await tx.import.create({ data: { kind, fileName, fileHash, rowCount: 0, createdById } });
      const done = await read(tx, kind, { ...file, from: from ?? lastYear(day) }, { importId: id, createdById });
      await tx.import.update({ where: { id }, data: done });
      const after = { kind, fileName, rowCount: done.rowCount };
      await recordAuditEvent(tx, actor, { action: 'importCsv', subjectType: 'Import', subjectId: id, after });
      return id;
    }, IMPORT_TRANSACTION),
  );
  if (kind === 'EXCHANGE_RATES') rebuildSoon(context);
  return id;
}

function read(
  tx: Prisma.TransactionClient,
  kind: ImportKind,
  file: CsvFile & { from: Day },
  { importId, createdById }: { importId: number; createdById: number | null },
): Promise<{ rowCount: number; replaced: Prisma.InputJsonArray }> {
  if (kind === 'GL_ACCOUNTS') return importGlAccounts(tx, file);
  if (kind === 'EXCHANGE_RATES') return importExchangeRates(tx, file, importId);
  return importCostEntries(tx, file, { importId, createdById: createdById ?? undefined });
}

/** Older reference rates are seldom needed, and every rate is looked through when usage is reported. */
const lastYear = (day: Day): Day => `${Number(day.slice(0, 4)) - 1}-01-01`;
