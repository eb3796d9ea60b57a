import { z } from 'zod';
import type { Context } from '../../graphql/context.ts';
import { ConflictError } from '../../lib/errors.ts';
import { parseInput } from '../../lib/parse-input.ts';
import { requireAdmin } from '../auth/permissions.ts';
import { shortText } from '../people/name-field.ts';
import { type AmendedSubscription, amendSubscription } from './amend-subscription.ts';

const schema = z.object({ subscriptionId: z.int(), version: z.int(), note: shortText.nullish() });
const withReason = schema.extend({ note: shortText.min(1) });

export type DecideSubscriptionInput = z.input<typeof schema>;

/** Lets a waiting or declined subscription count, from its start. @throws InvalidInputError | NotFoundError | ConflictError */
export async function approveSubscription(
  context: Context,
  input: DecideSubscriptionInput,
): Promise<AmendedSubscription> {
  requireAdmin(context.actor);
  const { subscriptionId, version, note } = parseInput(schema, input);
  const amendment = { action: 'approveSubscription', subscriptionId, version };
  return amendSubscription(context, amendment, async (tx, { name, approval }) => {
    if (approval === 'APPROVED') throw new ConflictError('subscriptionId', `${name} is approved already.`);
    const data = { approval: 'APPROVED', approvalNote: note ?? '' } as const;
    await tx.subscription.update({ where: { id: subscriptionId }, data });
  });
}

/** Says no, with the reason; nothing is posted. @throws InvalidInputError | NotFoundError | ConflictError */
export async function declineSubscription(
  context: Context,
  input: DecideSubscriptionInput,
): Promise<AmendedSubscription> {
  requireAdmin(context.actor);
  const { subscriptionId, version, note } = parseInput(withReason, input);
  const amendment = { action: 'declineSubscription', subscriptionId, version };
  return amendSubscription(context, amendment, async (tx, { name, approval }) => {
    if (approval !== 'PENDING') throw new ConflictError('subscriptionId', `${name} does not wait for approval.`);
    const data = { approval: 'DECLINED', approvalNote: note } as const;
    await tx.subscription.update({ where: { id: subscriptionId }, data });
  });
}
