import type { Budget, Prisma } from '@outlay/prisma';
import { fromNano } from '../../lib/money.ts';
import { toNano } from './budget-record.ts';

export interface LimitChange {
  limitNano: bigint;
  now: Date;
  changedById: number | null;
  note: string;
}

/** What the budget's row is to hold for another limit, which is kept with its date; nothing where it is the same. */
export async function changedLimit(
  tx: Prisma.TransactionClient,
  budget: Budget,
  { limitNano, now, changedById, note }: LimitChange,
): Promise<Prisma.BudgetUncheckedUpdateInput> {
  if (limitNano === toNano(budget.limit)) return {};
  const limit = fromNano(limitNano);
  const revision = budget.limitRevision + 1;
  await tx.budgetLimit.create({ data: { budgetId: budget.id, revision, from: now, amount: limit, changedById, note } });
  return { limit, limitRevision: revision };
}
