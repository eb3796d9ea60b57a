import { db } from '../../db.ts';
import type { Route } from '../../http/route.ts';
import { addDays } from '../../lib/calendar.ts';
import type { Clock } from '../../lib/clock.ts';
import { tokenHash } from '../auth/secret-token.ts';
import { today } from '../people/today.ts';
import { type CalendarEvent, icalendar } from './icalendar.ts';
import { readRenewals } from './read-renewals.ts';
import { renewalText } from './renewal-text.ts';

const [DAYS_BACK, DAYS_AHEAD] = [31, 400];

/** `GET /calendar/<secret>.ics`: the member's renewals; an administrator's link shows all. 404 for any other secret. */
export function calendarRoute({ clock, publicUrl }: { clock: Clock; publicUrl: string }): Route {
  return {
    method: 'GET',
    path: '/calendar/*',
    async handle(request) {
      const secret = /^\/calendar\/([\w-]{20,100})\.ics$/.exec(new URL(request.url).pathname)?.[1] ?? '';
      const where = { tokenHash: tokenHash(secret), member: { status: 'ACTIVE' } } as const;
      const feed = await db.calendarFeed.findUnique({ where, include: { member: true } });
      if (!feed) return new Response('Not found', { status: 404, headers: NO_STORE });
      const { id, role } = feed.member;
      const body = icalendar(
        'Subscriptions',
        await events(role === 'ADMIN' ? undefined : id, { clock, publicUrl }),
        clock(),
      );
      return new Response(body, { headers: { ...NO_STORE, 'content-type': 'text/calendar; charset=utf-8' } });
    },
  };
}

const NO_STORE = { 'cache-control': 'private, no-store', 'referrer-policy': 'no-referrer' };

async function events(
  memberId: number | undefined,
  { clock, publicUrl }: { clock: Clock; publicUrl: string },
): Promise<CalendarEvent[]> {
  const day = await today({ clock });
  const range = { from: addDays(day, -DAYS_BACK), until: addDays(day, DAYS_AHEAD) };
  const renewals = await readRenewals({ ...range, memberId, today: day });
  return renewals.map((renewal) => ({
    uid: `${renewal.record.id}-${renewal.kind.toLowerCase()}-${renewal.date}@${new URL(publicUrl).host}`,
    date: renewal.date,
    summary: renewalText(renewal),
    description: `${publicUrl}/subscriptions/PaidSubscription:${renewal.record.id}`,
  }));
}
