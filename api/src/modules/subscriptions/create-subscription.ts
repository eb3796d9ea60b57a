import type { Prisma } from '@outlay/prisma';
import { db } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import { type Day, startOfDay } from '../../lib/calendar.ts';
import { parseInput } from '../../lib/parse-input.ts';
import { usageEvents } from '../../sync/usage-events.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { actorMemberId, requireScope } from '../auth/permissions.ts';
import { fromLedgerAmount } from '../ledger/ledger-amount.ts';
import { today } from '../people/today.ts';
import { type AmendedSubscription, onceMoreWhenClosing } from './amend-subscription.ts';
import { bookCharges } from './book-charges.ts';
import { findOrCreateTool, findOrCreateVendor } from './find-or-create-vendor.ts';
import { newTerms } from './new-subscription-terms.ts';
import { needsApproval } from './subscription-approval.ts';
import { auditOf } from './subscription-audit.ts';
import { requireDates, requireLinks, requireOwner, requireOwnName, requirePostable } from './subscription-checks.ts';
import { type CreateSubscriptionInput, createFields, type NewSubscription } from './subscription-fields.ts';
import { dateOf, plannedCharges, requireSubscription } from './subscription-terms.ts';

/** Days ahead at which owners of rarely renewed plans are reminded. */
const DEFAULT_REMINDER_DAYS = 7;

/**
 * Adds one's own subscription (administrators: anybody's), from a plan or free, and posts what it charged since it
 * started. Where members need approval it waits for that. @throws InvalidInputError | NotFoundError | ForbiddenError
 */
export async function createSubscription(
  context: Context,
  input: CreateSubscriptionInput,
): Promise<AmendedSubscription> {
  requireScope(context.actor, 'MANAGE');
  const parsed = parseInput(createFields, input);
  const day = await today(context);
  const created = await onceMoreWhenClosing(() => db.$transaction((tx) => createIn(tx, context, parsed, day)));
  usageEvents.emit('plansChanged');
  return created;
}

/** The same within a transaction. */
export async function createIn(
  tx: Prisma.TransactionClient,
  { actor, clock }: Context,
  input: NewSubscription,
  day: Day,
): Promise<AmendedSubscription> {
  const { startedOn, trialUntil = null, endsOn = null } = input;
  requireDates({ startedOn, trialUntil, endsOn }, day);
  const owner = await requireOwner(tx, actor, input);
  requireOwnName(actor, owner.memberId);
  const { vendor, tool, planCode, seats, amount, name, interval, currency } = newTerms(input);
  await requireLinks(tx, actor, { ...input, currency });
  await requirePostable(tx, { currency, amount, seats, day: startedOn });
  const from = startOfDay(startedOn);
  const isRare = interval === 'YEARLY' || interval === 'QUARTERLY';
  const { id } = await tx.subscription.create({
    data: {
      ...{ name, interval, currency, startedOn: from, trialUntil: dateOf(trialUntil), endsOn: dateOf(endsOn) },
      vendorId: await findOrCreateVendor(tx, vendor),
      toolId: tool ? await findOrCreateTool(tx, tool.code, tool.name) : 0,
      noticeDays: input.noticeDays ?? 0,
      reminderDays: input.reminderDays === undefined && isRare ? DEFAULT_REMINDER_DAYS : (input.reminderDays ?? null),
      isVariable: input.isVariable ?? false,
      notes: input.notes ?? '',
      category: input.category ?? '',
      connectionId: input.connectionId ?? null,
      glAccountId: input.glAccountId ?? null,
      projectId: input.projectId ?? null,
      approval: (await needsApproval(tx, actor)) ? 'PENDING' : 'APPROVED',
      createdById: actorMemberId(actor) ?? null,
    },
    select: { id: true },
  });
  const price = { planCode, seats, amount: fromLedgerAmount(amount) };
  await tx.subscriptionPrice.create({ data: { subscriptionId: id, from, ...price } });
  await tx.subscriptionOwner.create({ data: { subscriptionId: id, from, ...owner } });
  const record = await requireSubscription(tx, id);
  const charges = { before: [], after: plannedCharges(record, day), at: clock(), byId: actorMemberId(actor) };
  const adjustmentIds = await bookCharges(tx, record, charges);
  const subject = { subjectType: 'PaidSubscription', subjectId: record.id, after: auditOf(record) };
  await recordAuditEvent(tx, actor, { action: 'createSubscription', ...subject });
  return { subscriptionId: record.id, adjustmentIds };
}
