import { z } from 'zod';
import { db } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import { ConflictError, InvalidInputError, NotFoundError } from '../../lib/errors.ts';
import { fromNano } from '../../lib/money.ts';
import { parseInput } from '../../lib/parse-input.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { actorMemberId, requireAdmin } from '../auth/permissions.ts';
import { shortText } from '../people/name-field.ts';
import { budgetAmount, budgetSnapshot, requireWhole } from './budget-fields.ts';
import { toNano } from './budget-record.ts';
import { changedLimit } from './change-limit.ts';
import { lockBudgets } from './lock-budgets.ts';
import { writeDecisionMail } from './notifications/write-decision-mail.ts';
import { resolveRequestAlert } from './request-alert.ts';

const schema = z.object({
  requestId: z.int(),
  isApproved: z.boolean(),
  limit: budgetAmount.nullish(),
  note: shortText.nullish(),
});

/**
 * Approves – which changes the limit from now on – or declines with a note, and tells who asked.
 * @throws InvalidInputError | NotFoundError | ConflictError
 */
export async function decideBudgetRequest(context: Context, input: z.input<typeof schema>): Promise<number> {
  const { actor, clock, installation } = context;
  requireAdmin(actor);
  const { requestId, isApproved, limit, note = '' } = parseInput(schema, input);
  if (!isApproved && !note) {
    throw new InvalidInputError('note', '', 'is empty.', 'Say why it is declined.');
  }
  const now = clock();
  const decidedById = actorMemberId(actor) ?? null;
  return db.$transaction(async (tx) => {
    await lockBudgets(tx);
    const request = await tx.budgetRequest.findUnique({ where: { id: requestId }, include: { budget: true } });
    if (!request) throw new NotFoundError('BudgetRequest', `BudgetRequest:${requestId}`);
    if (request.status !== 'PENDING')
      throw new ConflictError('requestId', `It was ${request.status.toLowerCase()} already.`);
    const { budget } = request;
    if (isApproved && budget.archivedAt) throw new ConflictError('requestId', `${budget.name} is archived.`);
    const limitNano = limit ?? toNano(request.requestedLimit);
    if (isApproved) {
      requireWhole(budget.metric, limitNano);
      const change = await changedLimit(tx, budget, { limitNano, now, changedById: decidedById, note: note ?? '' });
      const after = await tx.budget.update({
        where: { id: budget.id },
        data: { ...change, version: { increment: 1 } },
      });
      await recordAuditEvent(tx, actor, {
        ...{ action: 'changeBudget', subjectType: 'Budget', subjectId: budget.id },
        ...{ before: budgetSnapshot(budget), after: budgetSnapshot(after) },
      });
    }
    const status = isApproved ? 'APPROVED' : 'DECLINED';
    const grantedLimit = isApproved ? fromNano(limitNano) : null;
    const decision = { status, grantedLimit, decisionNote: note ?? '' } as const;
    const decided = await tx.budgetRequest.update({
      where: { id: requestId },
      data: { ...decision, decidedById, decidedAt: now },
    });
    const words = [isApproved ? `Approved: ${grantedLimit}.` : 'Declined.', note ?? ''].join(' ').trim();
    await resolveRequestAlert(tx, decided, { now, memberId: decidedById, note: words });
    await writeDecisionMail(tx, { request: decided, budget }, { now, publicUrl: installation.publicUrl });
    await recordAuditEvent(tx, actor, {
      ...{ action: 'decideBudgetRequest', subjectType: 'BudgetRequest', subjectId: requestId },
      ...{ before: { status: request.status }, after: decision },
    });
    return requestId;
  });
}
