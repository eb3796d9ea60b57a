import type { BudgetAlert, Prisma } from '@outlay/prisma';
import { db } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import { ForbiddenError, NotFoundError } from '../../lib/errors.ts';
import { actorIsAdmin, actorMemberId, requireScope } from '../auth/permissions.ts';
import { ownAlertKeys, visibleAlerts } from './budget-access.ts';
import { subjectId } from './budget-scopes.ts';
import { lockBudgets } from './lock-budgets.ts';

interface TakenAlert {
  tx: Prisma.TransactionClient;
  alert: BudgetAlert;
  now: Date;
  /** Whom the history names. */
  memberId: number | null;
}

/**
 * Changes an alert on behalf of an administrator, or of the member whom it is about; nobody else changes it meanwhile.
 * What the caller may see is read before: the transaction is the only one that the embedded database then answers.
 * @throws UnauthenticatedError | ForbiddenError | NotFoundError
 */
export async function withAlert(
  context: Context,
  alertId: number,
  work: (taken: TakenAlert) => Promise<void>,
): Promise<number> {
  const { actor, clock } = context;
  requireScope(actor, 'MANAGE');
  const visible = await visibleAlerts(context);
  const ownKeys = await ownAlertKeys(context);
  await db.$transaction(async (tx) => {
    await lockBudgets(tx);
    const alert = await tx.budgetAlert.findFirst({
      where: { AND: [{ id: alertId }, visible] },
      include: { budget: true },
    });
    if (!alert) throw new NotFoundError('BudgetAlert', `BudgetAlert:${alertId}`);
    const { budget, subjectKey, concernedMemberId } = alert;
    const memberId = actorMemberId(actor) ?? null;
    const about = budget ? (subjectId(budget) ?? '') : subjectKey;
    const isOwn = ownKeys.includes(about) || (memberId !== null && concernedMemberId === memberId);
    if (!isOwn && !actorIsAdmin(actor)) {
      throw new ForbiddenError('Only an administrator may do this: the alert is about more than you and your agents.');
    }
    await work({ tx, alert, now: clock(), memberId });
  });
  return alertId;
}
