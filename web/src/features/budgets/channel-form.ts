import { z } from 'zod';
import type { AlertRuleKind, AlertSeverity, NotificationChannelKind, NotificationDigest } from '../../gql/graphql.ts';
import { emailField, nameField } from '../../lib/person-fields.ts';
import type { Channel } from './channel.ts';

export interface ChannelValues extends Record<string, unknown> {
  kind: NotificationChannelKind;
  name: string;
  recipients: string[];
  toAdmins: boolean;
  toConcernedMembers: boolean;
  /** Empty: stays. */
  url: string;
  severities: AlertSeverity[];
  includesBudgets: boolean;
  includesRules: boolean;
  ruleKinds: AlertRuleKind[];
  teamIds: string[];
  digest: NotificationDigest;
  digestHour: number | string;
  hasQuietHours: boolean;
  quietFrom: string;
  quietUntil: string;
}

const timeText = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Write a time of day such as 22:00.');

/** What is checked before the server is asked; the rest it says itself, naming the field. */
export function channelSchema(isNew: boolean) {
  return z
    .object({
      name: nameField,
      kind: z.enum(['EMAIL', 'SLACK', 'WEBHOOK']),
      recipients: z.array(z.string()),
      url: z.string().trim(),
      hasQuietHours: z.boolean(),
      quietFrom: z.string(),
      quietUntil: z.string(),
    })
    .refine(({ recipients }) => recipients.every((text) => emailField.safeParse(text).success), {
      path: ['recipients'],
      message: 'Write each address like name@example.com.',
    })
    .refine(({ kind, url }) => !isNew || kind === 'EMAIL' || url, {
      path: ['url'],
      message: 'Enter the address that messages are sent to.',
    })
    .refine(({ hasQuietHours, quietFrom }) => !hasQuietHours || timeText.safeParse(quietFrom).success, {
      path: ['quietFrom'],
      message: 'Write a time of day such as 22:00.',
    })
    .refine(({ hasQuietHours, quietUntil }) => !hasQuietHours || timeText.safeParse(quietUntil).success, {
      path: ['quietUntil'],
      message: 'Write a time of day such as 07:00.',
    });
}

export function channelValues(channel: Channel | undefined): ChannelValues {
  return {
    kind: channel?.kind ?? 'EMAIL',
    name: channel?.name ?? '',
    recipients: [...(channel?.recipients ?? [])],
    toAdmins: channel?.toAdmins ?? false,
    toConcernedMembers: channel?.toConcernedMembers ?? false,
    url: '',
    severities: [...(channel?.routing.severities ?? [])],
    includesBudgets: channel?.routing.includesBudgets ?? true,
    includesRules: channel?.routing.includesRules ?? true,
    ruleKinds: [...(channel?.routing.ruleKinds ?? [])],
    teamIds: [...(channel?.routing.teamIds ?? [])],
    digest: channel?.digest ?? 'IMMEDIATE',
    digestHour: channel?.digestHour ?? 8,
    hasQuietHours: channel?.quietHours !== null && channel?.quietHours !== undefined,
    quietFrom: channel?.quietHours?.from ?? '22:00',
    quietUntil: channel?.quietHours?.until ?? '07:00',
  };
}

/** What both a new channel and a change say; a list that is empty means every one. */
export function channelInput(values: ChannelValues) {
  const { kind, url, digest, digestHour } = values;
  const target =
    kind === 'EMAIL'
      ? {
          recipients: values.recipients,
          toAdmins: values.toAdmins,
          toConcernedMembers: values.toConcernedMembers,
        }
      : url.trim()
        ? { url: url.trim() }
        : {};
  return {
    name: values.name.trim(),
    ...target,
    routing: {
      severities: values.severities,
      includesBudgets: values.includesBudgets,
      includesRules: values.includesRules,
      ruleKinds: values.ruleKinds,
      teamIds: values.teamIds,
    },
    digest,
    digestHour: Number(digestHour),
    quietHours: values.hasQuietHours ? { from: values.quietFrom, until: values.quietUntil } : null,
  };
}

/** Fields of the API that stand under another name in the form. */
export function formField(field: string): string {
  if (field === 'quietHours.from') return 'quietFrom';
  if (field.startsWith('quietHours')) return 'quietUntil';
  return field.replace(/^routing\./, '').split('.')[0] ?? '';
}
