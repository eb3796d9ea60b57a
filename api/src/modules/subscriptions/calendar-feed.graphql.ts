import { db } from '../../db.ts';
import { builder } from '../../graphql/builder.ts';
import { actorMemberId } from '../auth/permissions.ts';
import { type CreatedCalendarFeed, createCalendarFeed, revokeCalendarFeed } from './calendar-feed.ts';

const CalendarFeed = builder.prismaObject('CalendarFeed', {
  description: 'That there is a secret link to the renewals; the link itself is told once.',
  authScopes: ({ memberId }) => ({ self: memberId }),
  fields: (t) => ({ createdAt: t.expose('createdAt', { type: 'DateTime' }) }),
});

const CreatedCalendarFeedRef = builder.objectRef<CreatedCalendarFeed>('CreatedCalendarFeed').implement({
  authScopes: { scope: 'READ' },
  fields: (t) => ({ url: t.exposeString('url', { description: 'For calendar programs; told this once.' }) }),
});

builder.queryField('calendarFeed', (t) =>
  t.prismaField({
    description: "One's own; null: there is none.",
    type: CalendarFeed,
    nullable: true,
    authScopes: { scope: 'READ' },
    resolve: (query, _root, _args, { actor }) =>
      db.calendarFeed.findUnique({ ...query, where: { memberId: actorMemberId(actor) ?? 0 } }),
  }),
);

builder.mutationFields((t) => ({
  createCalendarFeed: t.field({
    description: 'A secret link to the renewals one may see; the one before it stops working. Not for API tokens.',
    type: CreatedCalendarFeedRef,
    resolve: (_root, _args, context) => createCalendarFeed(context),
  }),
  revokeCalendarFeed: t.boolean({
    description: 'The link stops working. False: there was none.',
    resolve: (_root, _args, context) => revokeCalendarFeed(context),
  }),
}));
