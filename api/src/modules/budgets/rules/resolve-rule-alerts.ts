import type { Prisma } from '@outlay/prisma';
import { resolveAlerts } from '../resolve-alerts.ts';

/** Nobody watches for them any more: a rule's alerts that still last are resolved. */
export async function resolveRuleAlerts(tx: Prisma.TransactionClient, alertRuleId: number, now: Date): Promise<void> {
  const alerts = await tx.budgetAlert.findMany({
    where: { alertRuleId, state: { not: 'RESOLVED' } },
    select: { id: true },
  });
  await resolveAlerts(tx, alerts, { now, resolution: 'NO_LONGER_WATCHED', note: 'The rule was switched off.' });
}
