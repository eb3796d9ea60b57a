import { GlAccountType, type Prisma } from '@outlay/prisma';
import { z } from 'zod';
import { ConflictError } from '../../lib/errors.ts';
import { nameField } from '../people/name-field.ts';
import { CsvProblems, csvTable } from './csv-table.ts';
import { glAccountCode } from './gl-account-fields.ts';
import { requirePostingType } from './gl-account-uses.ts';
import type { CsvFile } from './import-csv.ts';

type Tx = Prisma.TransactionClient;

const type = z
  .string()
  .toUpperCase()
  .transform((text) => text || 'EXPENSE')
  .pipe(z.enum(GlAccountType, { error: 'is not one of EXPENSE, ASSET, LIABILITY' }));

const values = z.object({ code: z.string(), name: z.string(), type: z.enum(GlAccountType) });
const replacedAccounts = z.array(z.object({ id: z.int(), before: values.nullable(), after: values }));

/** Adds accounts, and renames those whose code is known. Answers what it did, for the undo. @throws CsvError | ConflictError */
export async function importGlAccounts(tx: Tx, { text, mapping }: CsvFile) {
  const rows = csvTable(text, { known: ['code', 'name', 'type'], required: ['code', 'name'], mapping });
  const problems = new CsvProblems();
  const wanted = new Map<string, z.output<typeof values>>();
  for (const row of rows) {
    const code = problems.read(row, 'code', glAccountCode);
    const name = problems.read(row, 'name', nameField);
    const kind = problems.read(row, 'type', type);
    if (code !== undefined && wanted.has(code)) problems.add(row, 'code', 'is in the file twice');
    if (code !== undefined && name !== undefined && kind !== undefined) wanted.set(code, { code, name, type: kind });
  }
  problems.refuse();
  const known = new Map((await tx.glAccount.findMany()).map((account) => [account.code, account]));
  const replaced: z.output<typeof replacedAccounts> = [];
  for (const after of wanted.values()) {
    const account = known.get(after.code);
    const before = account ? { code: account.code, name: account.name, type: account.type } : null;
    if (before && before.name === after.name && before.type === after.type) continue;
    if (account) await requirePostingType(tx, account, after.type);
    const { id } = account
      ? await tx.glAccount.update({ where: { id: account.id }, data: after })
      : await tx.glAccount.create({ data: after });
    replaced.push({ id, before, after });
  }
  return { rowCount: rows.length, replaced };
}

/**
 * Removes the accounts that the import added and puts back those it renamed, unless they were changed since.
 * @throws ConflictError while one it added is in use, naming it
 */
export async function undoGlAccounts(tx: Tx, replaced: Prisma.JsonValue): Promise<void> {
  for (const { id, before, after } of replacedAccounts.parse(replaced).toReversed()) {
    if (before) {
      await tx.glAccount.updateMany({
        where: { id, name: after.name, type: after.type, code: after.code },
        data: before,
      });
      continue;
    }
    const account = await tx.glAccount.findUnique({ where: { id }, include: { _count: true } });
    if (!account) continue;
    if ((await isNamedElsewhere(tx, id)) || Object.values(account._count).some((count) => count > 0)) {
      const problem = `${account.code} ${account.name} is in use. Code its cost to another account first, or archive it.`;
      throw new ConflictError('importId', problem);
    }
    await tx.glAccount.delete({ where: { id } });
  }
}

/** By what closed months booked, or by budgets: no foreign key keeps those. */
async function isNamedElsewhere(tx: Tx, id: number): Promise<boolean> {
  if (await tx.bookedCost.findFirst({ where: { glAccountId: id }, select: { id: true } })) return true;
  return (await tx.budget.count({ where: { scope: 'GL_ACCOUNT', scopeId: id } })) > 0;
}
