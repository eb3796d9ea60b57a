import { z } from 'zod';
import { db } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import { ConflictError, ForbiddenError, InvalidInputError } from '../../lib/errors.ts';
import { fromNano } from '../../lib/money.ts';
import { parseInput } from '../../lib/parse-input.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { actorMemberId, requireScope } from '../auth/permissions.ts';
import { shortText } from '../people/name-field.ts';
import { alertEvents } from './alert-events.ts';
import { requireVisibleBudget } from './budget-access.ts';
import { budgetAmount, requireWhole } from './budget-fields.ts';
import { toNano } from './budget-record.ts';
import { lockBudgets } from './lock-budgets.ts';
import { raiseRequestAlert } from './request-alert.ts';

const schema = z.object({ budgetId: z.int(), limit: budgetAmount, reason: shortText.min(1) });

/** Asks for more of a budget that binds the caller, which administrators are told. @throws InvalidInputError | NotFoundError | ConflictError */
export async function requestBudgetIncrease(context: Context, input: z.input<typeof schema>): Promise<number> {
  requireScope(context.actor, 'MANAGE');
  const memberId = actorMemberId(context.actor);
  if (memberId === undefined) throw new ForbiddenError('Only a member may ask for more.');
  const { budgetId, limit, reason } = parseInput(schema, input);
  await requireVisibleBudget(context, budgetId);
  const id = await db.$transaction(async (tx) => {
    await lockBudgets(tx);
    const budget = await tx.budget.findUniqueOrThrow({ where: { id: budgetId } });
    if (budget.archivedAt) throw new ConflictError('budgetId', `${budget.name} is archived.`);
    requireWhole(budget.metric, limit);
    if (limit <= toNano(budget.limit)) {
      const problem = `is not above the limit of ${budget.limit.toFixed()}.`;
      throw new InvalidInputError('limit', fromNano(limit), problem, 'Ask for more than there is.');
    }
    const asked = await tx.budgetRequest.count({ where: { budgetId, memberId, status: 'PENDING' } });
    if (asked > 0)
      throw new ConflictError('budgetId', `You have asked for more of ${budget.name} already; wait for the answer.`);
    const requestedLimit = fromNano(limit);
    const request = await tx.budgetRequest.create({
      data: { budgetId, memberId, requestedLimit, reason, createdAt: context.clock() },
      include: { member: { select: { name: true } } },
    });
    await raiseRequestAlert(tx, { request, budget, memberName: request.member.name });
    await recordAuditEvent(tx, context.actor, {
      ...{ action: 'requestBudgetIncrease', subjectType: 'BudgetRequest', subjectId: request.id },
      after: { budgetId, limit: requestedLimit, reason },
    });
    return request.id;
  });
  alertEvents.emit('raised');
  return id;
}
