import type { GlAccount, Prisma } from '@outlay/prisma';
import { InvalidInputError, NotFoundError } from '../../lib/errors.ts';

type Tx = Prisma.TransactionClient;

/** @throws NotFoundError */
export async function requireGlAccount(tx: Tx, id: number): Promise<GlAccount> {
  const account = await tx.glAccount.findUnique({ where: { id } });
  if (!account) throw new NotFoundError('GlAccount', `GlAccount:${id}`);
  return account;
}

/** An account that new cost may be coded to. @throws InvalidInputError naming the field */
export async function requireOpenGlAccount(tx: Tx, id: number, field: string): Promise<GlAccount> {
  const account = await tx.glAccount.findUnique({ where: { id } });
  if (!account) {
    const problem = `GlAccount:${id} does not exist.`;
    throw new InvalidInputError(field, `GlAccount:${id}`, problem, 'Choose one of glAccounts.');
  }
  if (account.archivedAt) {
    const remedy = 'Choose another account, or restore it with archiveGlAccount.';
    throw new InvalidInputError(field, `GlAccount:${id}`, `${account.code} ${account.name} is archived.`, remedy);
  }
  return account;
}
