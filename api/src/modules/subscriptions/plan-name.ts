import { type Day, utcDay } from '../../lib/calendar.ts';
import { heldOn } from './charge-plan.ts';
import { planCatalogue, planOf } from './plan-catalogue.ts';
import type { SubscriptionRecord } from './subscription-terms.ts';

const planNames = new Set(planCatalogue.map(({ name }) => name));

/** Nobody named it otherwise than its plan. */
export const isPlanName = (name: string) => planNames.has(name);

/** Its own name, or that of the plan it is on that day when nobody named it otherwise. */
export function nameOn({ name, prices }: Pick<SubscriptionRecord, 'name' | 'prices'>, day: Day): string {
  const { planCode } = heldOn(
    prices.map(({ from, planCode }) => ({ from: utcDay(from), planCode })),
    day,
  );
  return (isPlanName(name) && planOf(planCode)?.name) || name;
}
