import type { Prisma } from '@outlay/prisma';
import { NotFoundError } from '../../../lib/errors.ts';

interface Routing {
  budgetIds?: number[];
  ruleIds?: number[];
  teamIds?: number[];
}

/** @throws NotFoundError naming the first that does not exist */
export async function requireRouting(tx: Prisma.TransactionClient, routing: Routing): Promise<void> {
  const { budgetIds = [], ruleIds = [], teamIds = [] } = routing;
  const known = (ids: number[]) => ({ where: { id: { in: ids } }, select: { id: true } }) as const;
  requireAll('Budget', budgetIds, await tx.budget.findMany(known(budgetIds)));
  requireAll('AlertRule', ruleIds, await tx.alertRule.findMany(known(ruleIds)));
  requireAll('Team', teamIds, await tx.team.findMany(known(teamIds)));
}

function requireAll(typeName: string, ids: readonly number[], found: readonly { id: number }[]): void {
  const missing = ids.find((id) => !found.some((row) => row.id === id));
  if (missing !== undefined) throw new NotFoundError(typeName, `${typeName}:${missing}`);
}
