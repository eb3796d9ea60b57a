import type {
  ChannelRowFragment,
  NotificationChannelKind,
  NotificationDigest,
  NotificationStatus,
} from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';

export const ChannelDocument = graphql(`
  fragment ChannelRow on NotificationChannel {
    id
    name
    kind
    isEnabled
    isSigned
    disabledReason
    problem
    urlHint
    recipients
    toAdmins
    toConcernedMembers
    digest
    digestHour
    quietHours {
      from
      until
    }
    routing {
      severities
      includesBudgets
      includesRules
      ruleKinds
      teamIds
      budgetIds
      ruleIds
    }
    secretRotatedAt
    pendingCount
    deadCount
  }
`);

export type Channel = ChannelRowFragment;

export const channelKindLabels: Readonly<Record<NotificationChannelKind, string>> = {
  EMAIL: 'E-mail',
  SLACK: 'Slack or compatible webhook',
  WEBHOOK: 'Signed webhook',
};

export const digestLabels: Readonly<Record<NotificationDigest, string>> = {
  IMMEDIATE: 'At once',
  HOURLY: 'Together, once an hour',
  DAILY: 'Together, once a day',
};

export const messageLabels: Readonly<Record<NotificationStatus, string>> = {
  PENDING: 'Waiting',
  DELIVERED: 'Delivered',
  DEAD: 'Not delivered',
  DISCARDED: 'Dropped',
};

export const messageTones = { PENDING: 'warning', DELIVERED: 'success', DEAD: 'danger', DISCARDED: 'neutral' } as const;

/** Where a channel leads, in words. */
export function targetText({ kind, recipients, toAdmins, toConcernedMembers, urlHint }: Channel): string {
  if (kind !== 'EMAIL') return urlHint;
  const targets = [
    ...(toAdmins ? ['administrators'] : []),
    ...(toConcernedMembers ? ['members concerned'] : []),
    ...recipients,
  ];
  return targets.join(', ');
}
