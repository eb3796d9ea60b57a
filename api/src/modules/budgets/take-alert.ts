import type { BudgetAlert, Prisma } from '@outlay/prisma';
import type { Context } from '../../graphql/context.ts';
import { ForbiddenError, NotFoundError } from '../../lib/errors.ts';
import { actorIsAdmin, actorMemberId, requireScope } from '../auth/permissions.ts';
import { mayHandle, ownAlertKeys, visibleAlerts } from './budget-access.ts';
import { lockBudgets } from './lock-budgets.ts';

/**
 * An alert for a change by the caller: an administrator, or the member whom it is about. Nobody else changes it meanwhile.
 * @throws UnauthenticatedError | ForbiddenError | NotFoundError
 */
export async function takeAlert(tx: Prisma.TransactionClient, context: Context, alertId: number): Promise<BudgetAlert> {
  requireScope(context.actor, 'MANAGE');
  await lockBudgets(tx);
  const alert = await tx.budgetAlert.findFirst({
    where: { AND: [{ id: alertId }, await visibleAlerts(context)] },
    include: { budget: true },
  });
  if (!alert) throw new NotFoundError('BudgetAlert', `BudgetAlert:${alertId}`);
  const isOwn = alert.budget
    ? await mayHandle(context, alert.budget)
    : actorIsAdmin(context.actor) || (await ownAlertKeys(context)).includes(alert.subjectKey);
  if (isOwn) return alert;
  throw new ForbiddenError('Only an administrator may do this: the alert is about more than you and your agents.');
}

/** Whom the history names. */
export const handlerOf = ({ actor }: Context): number | null => actorMemberId(actor) ?? null;
