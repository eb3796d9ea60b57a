import { describe, expect, test } from 'vitest';
import { db } from '../../db.ts';
import { createAdmin, createMember, createOrganization, createToken } from '../../test/factories.ts';
import { useTestApi } from '../../test/use-test-api.ts';
import { calendarRoute } from './calendar-route.ts';
import { create } from './subscription-kit.ts';

let boss: { id: number };
let ada: { id: number };
const api = useTestApi(async () => {
  await createOrganization();
  boss = await createAdmin();
  ada = await createMember();
  const seat = { vendor: 'Acme, Inc.', amount: '10', startedOn: '2026-11-01', noticeDays: 3 };
  await create(api.as(boss), { ...seat, name: 'Mine; ours', memberId: `Member:${ada.id}` });
  await create(api.as(boss), { ...seat, name: 'Other', endsOn: '2026-12-24', memberId: `Member:${boss.id}` });
});

const renewals =
  '{ renewals(from: "2026-11-20", until: "2027-01-01") { date kind name amount currency subscription { seats } } }';

describe('the renewal calendar', () => {
  test('shows members their own and administrators all', async () => {
    const { renewals: own } = await api.as(ada).query<{ renewals: unknown[] }>(renewals);
    const event = { name: 'Mine; ours', amount: '10', currency: 'USD', subscription: { seats: 1 } };
    expect(own).toEqual([
      { ...event, date: '2026-11-28', kind: 'CANCELLATION_DEADLINE' },
      { ...event, date: '2026-12-01', kind: 'RENEWAL' },
      { ...event, date: '2026-12-29', kind: 'CANCELLATION_DEADLINE' },
    ]);
    const { renewals: all } = await api.as(boss).query<{ renewals: { kind: string }[] }>(renewals);
    expect(all.map(({ kind }) => kind)).toEqual([
      ...['CANCELLATION_DEADLINE', 'RENEWAL', 'RENEWAL', 'END', 'CANCELLATION_DEADLINE'],
    ]);
  });

  test.each([
    ['2026-11-20', '2026-11-20'],
    ['2026-11-20', '2029-11-20'],
  ])('is refused from %s until %s', async (from, until) => {
    const { errors } = await api.as(ada).execute(`{ renewals(from: "${from}", until: "${until}") { date } }`);
    expect(errors[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT', field: 'until', value: until });
  });
});

describe('the calendar feed', () => {
  const make = async (member: { id: number }) => {
    const made = await api
      .as(member)
      .query<{ createCalendarFeed: { url: string } }>('mutation { createCalendarFeed { url } }');
    return made.createCalendarFeed.url;
  };
  const get = (url: string) =>
    calendarRoute({ clock: api.clock.now, publicUrl: 'http://outlay.test' }).handle(new Request(url), {
      address: '192.0.2.1',
      isLocal: false,
    });

  test('is read with its secret link: own events, or all for an administrator', async () => {
    const url = await make(ada);
    expect(url).toMatch(/^http:\/\/outlay\.test\/calendar\/[\w-]{43}\.ics$/);
    const response = await get(url);
    expect(response.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    const text = await response.text();
    expect(text).toContain(
      'DTSTART;VALUE=DATE:20261201\r\nDTEND;VALUE=DATE:20261202\r\nSUMMARY:Mine\\; ours renews: 10 USD\r\n',
    );
    expect(text).not.toContain('Other');
    expect(await (await get(await make(boss))).text()).toContain('SUMMARY:Other ends');
    const stored = await db.calendarFeed.findUniqueOrThrow({ where: { memberId: ada.id } });
    expect(url).not.toContain(stored.tokenHash);
  });

  test('stops with a new link, with revoking, and with the member', async () => {
    const first = await make(ada);
    const second = await make(ada);
    expect([(await get(first)).status, (await get(second)).status]).toEqual([404, 200]);
    await db.member.update({ where: { id: ada.id }, data: { status: 'DEACTIVATED' } });
    expect((await get(second)).status).toBe(404);
    await db.member.update({ where: { id: ada.id }, data: { status: 'ACTIVE' } });
    expect(await api.as(ada).query('{ calendarFeed { createdAt } }')).toMatchObject({ calendarFeed: {} });
    expect(await api.as(ada).query('mutation { revokeCalendarFeed }')).toEqual({ revokeCalendarFeed: true });
    expect(await api.as(ada).query('mutation { revokeCalendarFeed }')).toEqual({ revokeCalendarFeed: false });
    expect(await api.as(ada).query('{ calendarFeed { createdAt } }')).toEqual({ calendarFeed: null });
    expect((await get(second)).status).toBe(404);
    expect((await get('http://outlay.test/calendar/x.ics')).status).toBe(404);
  });

  test('is not made by API tokens', async () => {
    const token = api.withToken(await createToken({ member: ada, scopes: ['READ', 'MANAGE'] }));
    const { errors } = await token.execute('mutation { createCalendarFeed { url } }');
    expect(errors[0]?.extensions.code).toBe('FORBIDDEN');
  });
});
