import type { Prisma } from '@outlay/prisma';
import type { Actor } from '../../graphql/context.ts';
import { type Day, utcDay } from '../../lib/calendar.ts';
import { InvalidInputError, NotFoundError } from '../../lib/errors.ts';
import { actorIsAdmin, actorMemberId, requireScope } from '../auth/permissions.ts';
import { heldOn } from './charge-plan.ts';
import { lockSubscription, type SubscriptionRecord } from './subscription-terms.ts';

interface Owner {
  from: Date;
  memberId: number | null;
  teamId: number | null;
}

/** Who has it on a day; before its first day, who will. */
export function ownerOn<Row extends Owner>(owners: readonly Row[], day: Day): Row {
  const dated = owners.map((row) => ({ from: utcDay(row.from), row }));
  return heldOn(
    dated.sort((a, b) => (a.from < b.from ? -1 : 1)),
    day,
  ).row;
}

export function mayManage(actor: Actor, owners: readonly Owner[], today: Day): boolean {
  return actorIsAdmin(actor) || ownerOn(owners, today).memberId === actorMemberId(actor);
}

/** Locked for a change. @throws UnauthenticatedError | ForbiddenError | NotFoundError | InvalidInputError for another's */
export async function requireOwnSubscription(
  tx: Prisma.TransactionClient,
  { actor, today, subscriptionId }: { actor: Actor; today: Day; subscriptionId: number },
): Promise<SubscriptionRecord> {
  requireScope(actor, 'MANAGE');
  const record = await lockSubscription(tx, subscriptionId);
  if (record && mayManage(actor, record.owners, today)) return record;
  const id = `PaidSubscription:${subscriptionId}`;
  if (actorIsAdmin(actor)) throw new NotFoundError('PaidSubscription', id);
  throw new InvalidInputError('subscriptionId', id, 'is not yours.', 'Ask who has it, or an administrator.');
}
