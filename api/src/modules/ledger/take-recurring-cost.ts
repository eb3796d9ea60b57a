import type { Prisma } from '@outlay/prisma';
import { NotFoundError } from '../../lib/errors.ts';
import { withRecurringLines } from './recurring-cost-fields.ts';

/** Locked until the end of the transaction, so that nothing is posted by what it was. @throws NotFoundError */
export async function takeRecurringCost(tx: Prisma.TransactionClient, id: number) {
  await tx.$queryRaw`SELECT FROM recurring_cost WHERE id = ${id} FOR UPDATE`;
  const cost = await tx.recurringCost.findUnique({ where: { id }, include: withRecurringLines });
  if (!cost) throw new NotFoundError('RecurringCost', `RecurringCost:${id}`);
  return cost;
}
