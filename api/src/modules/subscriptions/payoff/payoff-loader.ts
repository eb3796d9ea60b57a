import DataLoader from 'dataloader';
import type { Context } from '../../../graphql/context.ts';
import { visibleMemberId } from '../../auth/permissions.ts';
import { today } from '../../people/today.ts';
import type { SubscriptionRecord } from '../subscription-terms.ts';
import { type Payoff, readPayoffs } from './read-payoff.ts';

const loaders = new WeakMap<Context, Map<number, DataLoader<SubscriptionRecord, Payoff>>>();

/** Those of one request are read together; members read of the time in which they had it, administrators all. */
export function loadPayoff(context: Context, record: SubscriptionRecord, months: number): Promise<Payoff> {
  const byMonths = loaders.get(context) ?? new Map<number, DataLoader<SubscriptionRecord, Payoff>>();
  loaders.set(context, byMonths);
  const loader =
    byMonths.get(months) ??
    new DataLoader<SubscriptionRecord, Payoff>(async (records) =>
      readPayoffs(records, { months, today: await today(context), memberId: visibleMemberId(context.actor) }),
    );
  byMonths.set(months, loader);
  return loader.load(record);
}
