import { type Day, utcDay } from '../../lib/calendar.ts';
import { heldOn } from './charge-plan.ts';
import { planCatalogue, planOf } from './plan-catalogue.ts';
import type { SubscriptionRecord } from './subscription-terms.ts';

const planNames = new Set(planCatalogue.map(({ name }) => name));

/** Nobody named it otherwise than its plan. */
export const isPlanName = (name: string) => planNames.has(name);

type Dated = Pick<SubscriptionRecord, 'prices'>;

/** Of the catalogue; null: free text. */
export function planCodeOn({ prices }: Dated, day: Day): string | null {
  const dated = prices.map(({ from, planCode }) => ({ from: utcDay(from), planCode }));
  return heldOn(dated, day).planCode;
}

/** Its own name, or that of the plan it is on that day when nobody named it otherwise. */
export function nameOn({ name, prices }: Dated & Pick<SubscriptionRecord, 'name'>, day: Day): string {
  return (isPlanName(name) && planOf(planCodeOn({ prices }, day))?.name) || name;
}
