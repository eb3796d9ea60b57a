import type { Prisma, Subscription } from '@outlay/prisma';
import { type Day, startOfDay } from '../../lib/calendar.ts';

export const subscriptionStatuses = {
  PENDING: { description: 'Waits for an administrator; posts nothing.' },
  DECLINED: { description: 'An administrator said no; posts nothing.' },
  UPCOMING: { description: 'Has not started.' },
  TRIAL: { description: 'Costs nothing yet.' },
  ACTIVE: { description: 'Renews.' },
  CANCELLED: { description: 'Runs, and will end.' },
  ENDED: {},
} as const;

export type SubscriptionStatus = keyof typeof subscriptionStatuses;

type Dates = Pick<Subscription, 'approval' | 'startedOn' | 'trialUntil' | 'endsOn'>;

export function statusOn({ approval, startedOn, trialUntil, endsOn }: Dates, day: Day): SubscriptionStatus {
  const now = startOfDay(day);
  if (approval !== 'APPROVED') return approval;
  if (startedOn > now) return 'UPCOMING';
  if (endsOn !== null) return endsOn <= now ? 'ENDED' : 'CANCELLED';
  return trialUntil !== null && now < trialUntil ? 'TRIAL' : 'ACTIVE';
}

/** The same as a Prisma condition. */
export function havingStatus(status: SubscriptionStatus, day: Day): Prisma.SubscriptionWhereInput {
  const now = startOfDay(day);
  if (status === 'PENDING' || status === 'DECLINED') return { approval: status };
  const runs = { approval: 'APPROVED', startedOn: { lte: now } } as const;
  return {
    UPCOMING: { approval: 'APPROVED' as const, startedOn: { gt: now } },
    TRIAL: { ...runs, endsOn: null, trialUntil: { gt: now } },
    ACTIVE: { ...runs, endsOn: null, OR: [{ trialUntil: null }, { trialUntil: { lte: now } }] },
    CANCELLED: { ...runs, endsOn: { gt: now } },
    ENDED: { ...runs, endsOn: { lte: now } },
  }[status];
}
