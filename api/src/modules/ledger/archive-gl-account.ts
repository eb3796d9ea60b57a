import { db } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import { ConflictError } from '../../lib/errors.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { requireAdmin } from '../auth/permissions.ts';
import { requireGlAccount } from './require-gl-account.ts';

/**
 * Hides the account from pickers and refuses new cost on it, or restores it; what is coded to it stays.
 * @throws NotFoundError; ConflictError while journals post to it
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
    const postedTo = ['defaultExpenseAccountId', 'payableAccountId', 'accruedAccountId', 'prepaidAccountId'] as const;
    const settings = await tx.accountingSettings.findUnique({ where: { id: 1 } });
    if (isArchived && [...postedTo, 'roundingAccountId' as const].some((key) => settings?.[key] === glAccountId)) {
      const problem = `${account.code} ${account.name} is one of the accounting settings. Choose another one there first.`;
      throw new ConflictError('glAccountId', problem);
    }
    await tx.glAccount.update({ where: { id: glAccountId }, data: { archivedAt: isArchived ? clock() : null } });
    const action = isArchived ? 'archiveGlAccount' : 'restoreGlAccount';
    await recordAuditEvent(tx, actor, { action, subjectType: 'GlAccount', subjectId: glAccountId });
    return glAccountId;
  });
}
