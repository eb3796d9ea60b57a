import type { GlAccount, Prisma } from '@outlay/prisma';
import { db } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import { ConflictError } from '../../lib/errors.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { requireAdmin } from '../auth/permissions.ts';
import { postingUses, routesTo } from './gl-account-uses.ts';
import { requireGlAccount } from './require-gl-account.ts';

/**
 * Hides the account from pickers and refuses new cost on it, or restores it; what is coded to it stays.
 * @throws NotFoundError; ConflictError while journals, rules or schedules post to it
 */
export async function archiveGlAccount(
  { actor, clock }: Context,
  glAccountId: number,
  isArchived: boolean,
): Promise<number> {
  requireAdmin(actor);
  return db.$transaction(async (tx) => {
    const account = await requireGlAccount(tx, glAccountId);
    if ((account.archivedAt !== null) === isArchived) return glAccountId;
    if (isArchived) await requireUnused(tx, account, clock());
    await tx.glAccount.update({ where: { id: glAccountId }, data: { archivedAt: isArchived ? clock() : null } });
    const action = isArchived ? 'archiveGlAccount' : 'restoreGlAccount';
    await recordAuditEvent(tx, actor, { action, subjectType: 'GlAccount', subjectId: glAccountId });
    return glAccountId;
  });
}

async function requireUnused(tx: Prisma.TransactionClient, { id, code, name }: GlAccount, at: Date): Promise<void> {
  if ((await postingUses(tx, id)).length > 0) {
    const problem = `${code} ${name} is one of the accounting settings. Choose another one there first.`;
    throw new ConflictError('glAccountId', problem);
  }
  const routes = await routesTo(tx, id, at);
  if (routes.length === 0) return;
  const used = new Intl.ListFormat('en').format(routes);
  throw new ConflictError('glAccountId', `${used} put new cost on ${code} ${name}. Give them another account first.`);
}
