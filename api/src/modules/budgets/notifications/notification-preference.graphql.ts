import { db } from '../../../db.ts';
import { builder } from '../../../graphql/builder.ts';
import { actorMemberId } from '../../auth/permissions.ts';
import { changeNotificationPreferences } from './change-notification-preferences.ts';

interface Preferences {
  wantsWeeklySummary: boolean;
  wantsAlerts: boolean;
}

const NotificationPreferences = builder.objectRef<Preferences>('NotificationPreferences').implement({
  description: 'What the caller is told by e-mail.',
  authScopes: { scope: 'READ' },
  fields: (t) => ({
    wantsWeeklySummary: t.exposeBoolean('wantsWeeklySummary'),
    wantsAlerts: t.exposeBoolean('wantsAlerts', { description: 'Alerts that concern them.' }),
  }),
});

const ChangeNotificationPreferencesInput = builder.inputType('ChangeNotificationPreferencesInput', {
  description: 'What is left out or null stays.',
  fields: (t) => ({ wantsWeeklySummary: t.boolean(), wantsAlerts: t.boolean() }),
});

const everything: Preferences = { wantsWeeklySummary: true, wantsAlerts: true };

builder.queryField('notificationPreferences', (t) =>
  t.field({
    description: "The caller's own.",
    type: NotificationPreferences,
    authScopes: { scope: 'READ' },
    resolve: async (_root, _args, { actor }) =>
      (await db.notificationPreference.findUnique({ where: { memberId: actorMemberId(actor) ?? 0 } })) ?? everything,
  }),
);

builder.mutationField('changeNotificationPreferences', (t) =>
  t.field({
    type: NotificationPreferences,
    args: { input: t.arg({ type: ChangeNotificationPreferencesInput, required: true }) },
    resolve: (_root, { input }, context) => changeNotificationPreferences(context, input),
  }),
);
