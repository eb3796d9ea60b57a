import type { SubscriptionStatus } from '../../gql/graphql.ts';
import type { SubscriptionsSearch } from './subscriptions-search.ts';
import type { SubscriptionFields } from './subscriptions-table.tsx';

const statuses: Record<SubscriptionsSearch['show'], readonly SubscriptionStatus[] | null> = {
  current: ['PENDING', 'UPCOMING', 'TRIAL', 'ACTIVE', 'CANCELLED'],
  waiting: ['PENDING'],
  past: ['ENDED', 'DECLINED'],
  all: null,
};

/** Whether a row is among those the URL asks for. */
export function isShown(row: SubscriptionFields, { show, vendor, owner }: SubscriptionsSearch): boolean {
  return (
    (statuses[show]?.includes(row.status) ?? true) &&
    (vendor === '' || row.vendor.id === vendor) &&
    (owner === 'all' || (owner === 'teams') === (row.team !== null))
  );
}
