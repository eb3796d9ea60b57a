import type { AlertResolution, Prisma } from '@outlay/prisma';

/** Resolves alerts of a rule that are not resolved yet: all, or those of the ids. Answers which. */
export async function resolveRuleAlerts(
  tx: Prisma.TransactionClient,
  alertRuleId: number,
  resolution: AlertResolution,
  now: Date,
  ids?: readonly number[],
): Promise<number[]> {
  const resolved = await tx.budgetAlert.updateManyAndReturn({
    where: { alertRuleId, state: { not: 'RESOLVED' }, ...(ids ? { id: { in: [...ids] } } : {}) },
    data: { state: 'RESOLVED', resolution, resolvedAt: now },
    select: { id: true },
  });
  await tx.budgetAlertEvent.createMany({
    data: resolved.map(({ id }) => ({ alertId: id, at: now, kind: 'RESOLVED' as const })),
  });
  return resolved.map(({ id }) => id);
}
