import { z } from 'zod';
import type { Context } from '../../graphql/context.ts';
import { startOfDay } from '../../lib/calendar.ts';
import { InvalidInputError } from '../../lib/errors.ts';
import { parseInput } from '../../lib/parse-input.ts';
import { actorIsAdmin } from '../auth/permissions.ts';
import { type AmendedSubscription, amendSubscription } from './amend-subscription.ts';
import { requireWithin } from './price-change.ts';
import { requireOwner } from './subscription-checks.ts';
import { dayField } from './subscription-fields.ts';

const schema = z.object({
  subscriptionId: z.int(),
  version: z.int(),
  memberId: z.int().nullish(),
  teamId: z.int().nullish(),
  from: dayField.nullish(),
});

export type HandOverSubscriptionInput = z.input<typeof schema>;

/**
 * Another member or team has it from a day on, and bears what is charged from then; later hand-overs are dropped.
 * Only administrators date it back. @throws InvalidInputError | NotFoundError | ConflictError
 */
export async function handOverSubscription(
  context: Context,
  input: HandOverSubscriptionInput,
): Promise<AmendedSubscription> {
  const { subscriptionId, version, ...to } = parseInput(schema, input);
  const amendment = { action: 'handOverSubscription', subscriptionId, version };
  return amendSubscription(context, amendment, async (tx, record, day) => {
    const owner = await requireOwner(tx, context.actor, to);
    const from = to.from ?? day;
    requireWithin(record, 'from', from);
    if (from < day && !actorIsAdmin(context.actor))
      throw new InvalidInputError('from', from, 'has passed.', 'Choose today or later, or ask an administrator.');
    await tx.subscriptionOwner.deleteMany({ where: { subscriptionId, from: { gte: startOfDay(from) } } });
    await tx.subscriptionOwner.create({ data: { subscriptionId, from: startOfDay(from), ...owner } });
  });
}
