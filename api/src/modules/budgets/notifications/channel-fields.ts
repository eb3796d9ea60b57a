import type { NotificationChannel } from '@outlay/prisma';
import { AlertRuleKind, AlertSeverity, NotificationDigest } from '@outlay/prisma';
import { z } from 'zod';
import { InvalidInputError } from '../../../lib/errors.ts';
import { emailAddress } from '../../auth/email-address.ts';
import { nameField } from '../../people/name-field.ts';

const MAX_RECIPIENTS = 50;
const MAX_IDS = 500;

const timeOfDay = z
  .string()
  .trim()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'is not a time of day such as 22:00' })
  .transform((text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3)));

const ids = z.array(z.int()).max(MAX_IDS).transform(distinct);

/** Which alerts a channel tells; an empty list means every one. */
const routing = z.object({
  severities: z.array(z.enum(AlertSeverity)).transform(distinct).nullish(),
  includesBudgets: z.boolean().nullish(),
  includesRules: z.boolean().nullish(),
  ruleKinds: z.array(z.enum(AlertRuleKind)).transform(distinct).nullish(),
  budgetIds: ids.nullish(),
  ruleIds: ids.nullish(),
  teamIds: ids.nullish(),
});

/** What both a new channel and a change may say; left out: stays. */
export const channelFields = {
  isEnabled: z.boolean().nullish(),
  recipients: z.array(emailAddress).max(MAX_RECIPIENTS).transform(distinct).nullish(),
  toAdmins: z.boolean().nullish(),
  toConcernedMembers: z.boolean().nullish(),
  url: z.string().trim().min(1).max(2000).nullish(),
  routing: routing.nullish(),
  digest: z.enum(NotificationDigest).nullish(),
  digestHour: z.int().min(0).max(23).nullish(),
  quietHours: z
    .object({ from: timeOfDay, until: timeOfDay })
    .refine(({ from, until }) => from !== until, {
      error: 'begins and ends at the same time',
      path: ['until'],
      params: { remedy: 'Write another time, or leave quietHours out.' },
    })
    .nullish(),
};
export const channelName = nameField;

type Fields = z.output<z.ZodObject<typeof channelFields>>;
type Target = Pick<NotificationChannel, 'kind' | 'recipients' | 'toAdmins' | 'toConcernedMembers'>;

function distinct<Value>(values: Value[]): Value[] {
  return [...new Set(values)];
}

/** The columns that the input sets; null and undefined stay as they are, but `quietHours: null` is none. */
export function channelData({ url: _url, routing, quietHours, ...fields }: Fields) {
  const given = { ...fields, ...routing };
  return {
    ...(Object.fromEntries(
      Object.entries(given).filter(([, value]) => value !== null && value !== undefined),
    ) as NonNullFields<typeof given>),
    ...(quietHours === undefined ? {} : { quietFrom: quietHours?.from ?? null, quietUntil: quietHours?.until ?? null }),
  };
}

type NonNullFields<Row> = { [Key in keyof Row]?: NonNullable<Row[Key]> };

/** @throws InvalidInputError where a channel could reach nobody, or is told what its kind does not have */
export function requireTarget(
  { kind, recipients, toAdmins, toConcernedMembers }: Target,
  url: string | null | undefined,
) {
  if (kind !== 'EMAIL') {
    if (recipients.length > 0 || toAdmins || toConcernedMembers)
      throw new InvalidInputError('recipients', recipients, 'Only e-mail has recipients.', 'Leave them out.');
    return;
  }
  if (url) throw new InvalidInputError('url', '', 'E-mail has no address of the web.', 'Leave it out.');
  if (recipients.length === 0 && !toAdmins && !toConcernedMembers)
    throw new InvalidInputError(
      'recipients',
      recipients,
      'Nobody would receive it.',
      'Name at least one address, or set toAdmins or toConcernedMembers.',
    );
}
