import { z } from 'zod';
import { db } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import { InvalidInputError, NotFoundError } from '../../lib/errors.ts';
import { parseInput } from '../../lib/parse-input.ts';
import { usageEvents } from '../../sync/usage-events.ts';
import { requireAdmin } from '../auth/permissions.ts';
import { today } from '../people/today.ts';
import { type AmendedSubscription, onceMoreWhenClosing } from './amend-subscription.ts';
import { createIn } from './create-subscription.ts';
import { type CreateSubscriptionInput, createFields } from './subscription-fields.ts';

const schema = z.object({ subscriptions: z.array(createFields).min(1).max(500) });

/** Adds all or none; what is refused names its row. For administrators. @throws InvalidInputError | ForbiddenError */
export async function bulkCreateSubscriptions(
  context: Context,
  input: { subscriptions: CreateSubscriptionInput[] },
): Promise<AmendedSubscription[]> {
  requireAdmin(context.actor);
  const { subscriptions } = parseInput(schema, input);
  const day = await today(context);
  const createAll = () =>
    db.$transaction(async (tx) => {
      const created: AmendedSubscription[] = [];
      for (const [row, subscription] of subscriptions.entries())
        created.push(await namingRow(row, () => createIn(tx, context, subscription, day)));
      return created;
    });
  const created = await onceMoreWhenClosing(createAll);
  usageEvents.emit('plansChanged');
  return created;
}

async function namingRow<T>(row: number, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof InvalidInputError) {
      const problem = error.message.slice(`${error.field}: `.length, -error.remedy.length - 1);
      throw new InvalidInputError(`subscriptions.${row}.${error.field}`, error.value, problem, error.remedy);
    }
    if (error instanceof NotFoundError)
      throw new InvalidInputError(`subscriptions.${row}`, error.id, error.message, 'Copy the id from an answer.');
    throw error;
  }
}
