import type { Prisma } from '@outlay/prisma';
import { db } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import type { Day } from '../../lib/calendar.ts';
import { ConflictError } from '../../lib/errors.ts';
import { usageEvents } from '../../sync/usage-events.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { actorMemberId, requireScope } from '../auth/permissions.ts';
import { PeriodClosedError } from '../ledger/period-closed-error.ts';
import { today } from '../people/today.ts';
import { bookCharges } from './book-charges.ts';
import { requireOwnSubscription } from './subscription-access.ts';
import { requireStillApproved } from './subscription-approval.ts';
import { auditOf } from './subscription-audit.ts';
import { plannedCharges, requireSubscription, type SubscriptionRecord } from './subscription-terms.ts';

export interface AmendedSubscription {
  subscriptionId: number;
  /** Entries that correct closed months in an open one. */
  adjustmentIds: number[];
}

export interface Amendment {
  action: string;
  subscriptionId: number;
  /** The version the caller saw; undefined: whichever. */
  version?: number | undefined;
}

export type Amend = (tx: Prisma.TransactionClient, record: SubscriptionRecord, day: Day) => Promise<void>;

/**
 * Changes a subscription of one's own and brings the books along, in one transaction.
 * @throws InvalidInputError | NotFoundError | ConflictError when somebody else changed it meanwhile
 */
export async function amendSubscription(
  context: Context,
  amendment: Amendment,
  amend: Amend,
): Promise<AmendedSubscription> {
  requireScope(context.actor, 'MANAGE');
  const day = await today(context);
  const amended = await onceMoreWhenClosing(() =>
    db.$transaction((tx) => amendIn(tx, context, { amendment, amend, day })),
  );
  usageEvents.emit('plansChanged');
  return amended;
}

/** A month may be closed between looking and booking: the second look sees it closed. */
export async function onceMoreWhenClosing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof PeriodClosedError) return work();
    throw error;
  }
}

async function amendIn(
  tx: Prisma.TransactionClient,
  { actor, clock }: Context,
  { amendment, amend, day }: { amendment: Amendment; amend: Amend; day: Day },
): Promise<AmendedSubscription> {
  const { action, subscriptionId, version } = amendment;
  const record = await requireOwnSubscription(tx, { actor, today: day, subscriptionId });
  if (version !== undefined && version !== record.version)
    throw new ConflictError('version', `${record.name} was changed meanwhile. Load it again and repeat the change.`);
  await amend(tx, record, day);
  await tx.subscription.update({ where: { id: subscriptionId }, data: { version: { increment: 1 } } });
  const changed = await requireSubscription(tx, subscriptionId);
  await requireStillApproved(tx, actor, { before: record, after: changed });
  const adjustmentIds = await bookCharges(tx, changed, {
    before: plannedCharges(record, day),
    after: plannedCharges(changed, day),
    at: clock(),
    byId: actorMemberId(actor),
  });
  await recordAuditEvent(tx, actor, {
    action,
    subjectType: 'PaidSubscription',
    subjectId: subscriptionId,
    before: auditOf(record),
    after: { ...auditOf(changed), ...(adjustmentIds.length > 0 && { adjustmentIds }) },
  });
  return { subscriptionId, adjustmentIds };
}
