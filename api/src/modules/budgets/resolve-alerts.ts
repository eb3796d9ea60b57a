import type { AlertResolution, Prisma } from '@outlay/prisma';

export interface Resolution {
  now: Date;
  resolution: AlertResolution;
  /** Why, for the history. */
  note: string;
  /** Left out: it happens by itself. */
  memberId?: number | null;
}

/** Resolves those of the alerts that are not yet, each once whoever else tries. Returns their ids. */
export async function resolveAlerts(
  tx: Prisma.TransactionClient,
  alerts: readonly { id: number }[],
  { now, resolution, note, memberId = null }: Resolution,
): Promise<number[]> {
  if (alerts.length === 0) return [];
  const resolved = await tx.budgetAlert.updateManyAndReturn({
    where: { id: { in: alerts.map(({ id }) => id) }, state: { not: 'RESOLVED' } },
    data: { state: 'RESOLVED', resolvedAt: now, resolvedById: memberId, resolution, snoozedUntil: null },
    select: { id: true },
  });
  await tx.budgetAlertEvent.createMany({
    data: resolved.map(({ id }) => ({ alertId: id, at: now, kind: 'RESOLVED', memberId, note })),
  });
  return resolved.map(({ id }) => id);
}
