import { notifications } from '@mantine/notifications';
import type { ChangeOutcome_ChangeFragment } from '../../gql/graphql.ts';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { CLOSED_PERIODS_NOTICE } from '../../lib/closed-periods.ts';
import { formatDay, formatMoney, formatMonth } from '../../lib/format.ts';

/** Spread in the answer of every mutation of a subscription. */
export const ChangeOutcome = graphql(`
  fragment ChangeOutcome_change on SubscriptionChange {
    subscription {
      id
      version
      status
    }
    adjustments {
      costEntryId
      date
      adjustsMonth
      amount
      currency
    }
  }
`);

type Adjustment = ChangeOutcome_ChangeFragment['adjustments'][number];

function adjustmentText({ date, adjustsMonth, amount, currency }: Adjustment): string {
  const booked = `${formatMoney(amount, currency)} is booked as an adjustment on ${formatDay(date)}.`;
  return `${formatMonth(adjustsMonth)} is closed: ${booked}`;
}

/** Says that it worked, and what a closed month made of it. */
export function tellChange(masked: FragmentType<typeof ChangeOutcome>, message: string): void {
  const { adjustments } = readFragment(ChangeOutcome, masked);
  // The amounts say more than the months.
  if (adjustments.length > 0) notifications.hide(CLOSED_PERIODS_NOTICE);
  notifications.show({
    message: [message, ...adjustments.map(adjustmentText)].join(' '),
    autoClose: adjustments.length > 0 ? 20_000 : 5_000,
  });
}
