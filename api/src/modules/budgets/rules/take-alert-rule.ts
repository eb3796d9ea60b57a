import type { AlertRule, Prisma } from '@outlay/prisma';
import { NotFoundError } from '../../../lib/errors.ts';

/** The rule, its row locked until the end of the transaction, so that nobody evaluates it meanwhile. @throws NotFoundError */
export async function takeAlertRule(tx: Prisma.TransactionClient, id: number): Promise<AlertRule> {
  await tx.$queryRaw`SELECT id FROM alert_rule WHERE id = ${id} FOR UPDATE`;
  const rule = await tx.alertRule.findFirst({ where: { id, removedAt: null } });
  if (!rule) throw new NotFoundError('AlertRule', `AlertRule:${id}`);
  return rule;
}
