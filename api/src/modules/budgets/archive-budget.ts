import { z } from 'zod';
import { db } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import { ConflictError, NotFoundError } from '../../lib/errors.ts';
import { parseInput } from '../../lib/parse-input.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { requireAdmin } from '../auth/permissions.ts';
import { budgetSnapshot } from './budget-fields.ts';
import { lockBudgets } from './lock-budgets.ts';
import { requireParent } from './require-parent.ts';
import { resolveAlerts } from './resolve-alerts.ts';

const schema = z.object({ budgetId: z.int(), isArchived: z.boolean().nullish() });

/** Sets a budget aside with its history, or takes it up again. @throws InvalidInputError | NotFoundError | ConflictError */
export async function archiveBudget({ actor, clock }: Context, input: z.input<typeof schema>): Promise<number> {
  requireAdmin(actor);
  const { budgetId, isArchived } = parseInput(schema, input);
  const now = clock();
  const archivedAt = (isArchived ?? true) ? now : null;
  return db.$transaction(async (tx) => {
    await lockBudgets(tx);
    const budget = await tx.budget.findUnique({ where: { id: budgetId } });
    if (!budget) throw new NotFoundError('Budget', `Budget:${budgetId}`);
    if ((budget.archivedAt !== null) === (archivedAt !== null)) return budgetId;
    if (archivedAt === null) await requireParent(tx, budget);
    else if ((await tx.budget.count({ where: { parentId: budgetId, archivedAt: null } })) > 0)
      throw new ConflictError(
        'budgetId',
        `${budget.name} has children. Archive them first, or give them another parent.`,
      );
    const after = await tx.budget.update({
      where: { id: budgetId },
      data: { archivedAt, version: { increment: 1 }, ...(archivedAt ? {} : { armedAt: now }) },
    });
    if (archivedAt) {
      const alerts = await tx.budgetAlert.findMany({ where: { budgetId, state: { not: 'RESOLVED' } } });
      await resolveAlerts(tx, alerts, { now, resolution: 'NO_LONGER_WATCHED', note: 'The budget was archived.' });
    }
    await recordAuditEvent(tx, actor, {
      ...{ action: 'archiveBudget', subjectType: 'Budget', subjectId: budgetId },
      ...{ before: budgetSnapshot(budget), after: budgetSnapshot(after) },
    });
    return budgetId;
  });
}
