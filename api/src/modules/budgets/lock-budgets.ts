import type { Prisma } from '@outlay/prisma';

/**
 * First statement of a transaction that changes budgets or their alerts: one at a time, and an evaluation that looked
 * before looks again.
 */
export async function lockBudgets(tx: Prisma.TransactionClient): Promise<void> {
  await tx.budgetEvaluation.upsert({
    where: { id: 1 },
    create: { id: 1, sequence: 1 },
    update: { sequence: { increment: 1 } },
  });
}
