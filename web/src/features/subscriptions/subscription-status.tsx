import { StatusDot } from '../../components/status-dot.tsx';
import type { SubscriptionStatus as Status } from '../../gql/graphql.ts';
import { formatDay } from '../../lib/format.ts';

export const subscriptionStatusLabels = {
  PENDING: 'Waits for approval',
  DECLINED: 'Declined',
  UPCOMING: 'Upcoming',
  TRIAL: 'Trial',
  ACTIVE: 'Active',
  CANCELLED: 'Cancelled',
  ENDED: 'Ended',
} as const satisfies Record<Status, string>;

const tones = {
  PENDING: 'warning',
  DECLINED: 'danger',
  UPCOMING: 'neutral',
  TRIAL: 'success',
  ACTIVE: 'success',
  CANCELLED: 'warning',
  ENDED: 'neutral',
} as const;

interface SubscriptionStatusProps {
  status: Status;
  endsOn?: string | null;
  trialUntil?: string | null;
  /** What is being done to it right now: "Cancelling…". */
  pending?: string | undefined;
}

export function SubscriptionStatus({ status, endsOn, trialUntil, pending }: SubscriptionStatusProps) {
  if (pending) return <StatusDot tone="neutral">{pending}</StatusDot>;
  const until = status === 'TRIAL' ? trialUntil : status === 'CANCELLED' || status === 'ENDED' ? endsOn : null;
  const word = status === 'CANCELLED' && until ? 'Ends' : subscriptionStatusLabels[status];
  return <StatusDot tone={tones[status]}>{[word, statusDay(status, until)].filter(Boolean).join(' ')}</StatusDot>;
}

function statusDay(status: Status, day: string | null | undefined): string {
  if (!day) return '';
  return status === 'TRIAL' ? `until ${formatDay(day)}` : formatDay(day);
}
