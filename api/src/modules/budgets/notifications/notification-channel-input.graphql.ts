import { builder } from '../../../graphql/builder.ts';
import { requireDatabaseId } from '../../../graphql/global-id.ts';
import { AlertSeverityEnum } from '../alert-severity.graphql.ts';
import { AlertRuleKindEnum } from '../rules/alert-rule.graphql.ts';
import { NotificationChannelKindEnum, NotificationDigestEnum } from './notification-channel.graphql.ts';

const NotificationRoutingInput = builder.inputType('NotificationRoutingInput', {
  description: 'An empty list means every one; what is left out stays.',
  fields: (t) => ({
    severities: t.field({ type: [AlertSeverityEnum] }),
    includesBudgets: t.boolean(),
    includesRules: t.boolean(),
    ruleKinds: t.field({ type: [AlertRuleKindEnum] }),
    budgetIds: t.idList(),
    ruleIds: t.idList(),
    teamIds: t.idList(),
  }),
});

const QuietHoursInput = builder.inputType('QuietHoursInput', {
  description: 'Times of the reporting zone, such as 22:00 and 07:00; may run over midnight.',
  fields: (t) => ({ from: t.string({ required: true }), until: t.string({ required: true }) }),
});

export const CreateNotificationChannelInput = builder.inputType('CreateNotificationChannelInput', {
  fields: (t) => ({
    name: t.string({ required: true }),
    kind: t.field({ type: NotificationChannelKindEnum, required: true }),
    isEnabled: t.boolean(),
    recipients: t.stringList({ description: 'EMAIL: addresses.' }),
    toAdmins: t.boolean({ description: 'EMAIL: every active administrator.' }),
    toConcernedMembers: t.boolean({ description: 'EMAIL: members whom an alert concerns.' }),
    url: t.string({ description: 'SLACK, WEBHOOK: an https address. Kept encrypted and never shown again.' }),
    routing: t.field({ type: NotificationRoutingInput }),
    digest: t.field({ type: NotificationDigestEnum }),
    digestHour: t.int({ description: '0 to 23, of the reporting zone; 8 when left out.' }),
    quietHours: t.field({ type: QuietHoursInput }),
  }),
});

export const ChangeNotificationChannelInput = builder.inputType('ChangeNotificationChannelInput', {
  description: 'What is left out stays; `quietHours: null` ends them.',
  fields: (t) => ({
    channelId: t.id({ required: true }),
    name: t.string(),
    isEnabled: t.boolean(),
    recipients: t.stringList(),
    toAdmins: t.boolean(),
    toConcernedMembers: t.boolean(),
    url: t.string(),
    routing: t.field({ type: NotificationRoutingInput }),
    digest: t.field({ type: NotificationDigestEnum }),
    digestHour: t.int(),
    quietHours: t.field({ type: QuietHoursInput }),
  }),
});

/** @throws InvalidInputError naming the field */
export function routingOf(routing: typeof NotificationRoutingInput.$inferInput | null | undefined) {
  if (!routing) return undefined;
  const { budgetIds, ruleIds, teamIds, ...plain } = routing;
  const idsOf = (ids: readonly (string | number)[] | null | undefined, typeName: string, field: string) =>
    ids?.map((id, index) => requireDatabaseId(String(id), typeName, `routing.${field}.${index}`));
  return {
    ...plain,
    budgetIds: idsOf(budgetIds, 'Budget', 'budgetIds'),
    ruleIds: idsOf(ruleIds, 'AlertRule', 'ruleIds'),
    teamIds: idsOf(teamIds, 'Team', 'teamIds'),
  };
}
