import { afterAll, beforeAll, expect, test } from 'vitest';
import { db } from '../../../db.ts';
import { addDays, type Day, daysOf } from '../../../lib/calendar.ts';
import { createAdmin } from '../../../test/factories.ts';
import { createTestApi, type TestApi } from '../../../test/graphql-client.ts';
import { insertCosts } from '../../explore/cost-fixture.ts';
import { mutate } from '../../ledger/ledger-kit.ts';
import { createChannel, messages } from '../notifications/notification-kit.ts';
import { addRule, arrangeSpenders, evaluateAt } from './rules-kit.ts';

let api: TestApi;
beforeAll(async () => {
  api = await createTestApi();
});
afterAll(() => api.close());

const FROM = '2026-09-14';
const UNTIL = '2026-12-14';
const WEEKDAY = { ada: '8', bea: '7' } as const;

function entry(date: Day, dollars: number) {
  const owners = { memberId: null, agentId: null, projectId: null, glAccountId: null, vendorId: null };
  const service = { from: date, until: addDays(date, 1) };
  const flags = { isBookedOnly: false, isVoid: false };
  return insertCosts([
    { date, service, kind: 'FIXED', amount: BigInt(dollars) * 10_000n, category: '', ...owners, ...flags },
  ]);
}

test('over a quarter of Berlin everything that should be told is, once, and nothing else', {
  timeout: 240_000,
}, async () => {
  const { ada, bea, fact, spend } = await arrangeSpenders('Europe/Berlin');
  const admin = await createAdmin();
  await createChannel(api.as(admin), { kind: 'EMAIL', recipients: ['ops@acme.test'] });
  const daily = await addRule('DAILY_COST');
  for (const kind of ['MEMBER_DAILY_COST', 'SPIKE', 'TREND'] as const) await addRule(kind);
  const limit = async (amount: string) => {
    const input = { ruleId: `AlertRule:${daily.id}`, amount };
    const answer = await mutate(api.as(admin), 'changeAlertRule', input, '... on AlertRule { amount }');
    expect(answer).toMatchObject({ amount });
  };
  await spend(
    ...daysOf({ from: '2026-07-20', until: UNTIL })
      .filter((day) => new Date(day).getUTCDay() % 6 !== 0)
      .flatMap((day) => [fact('ada', `${day}T09`, WEEKDAY.ada), fact('bea', `${day}T10`, WEEKDAY.bea)]),
  );

  /** What happens between the looks at 08:00 and 20:00 UTC. */
  const events: Record<Day, () => Promise<unknown>> = {
    // Clocks go back: the Sunday begins at 22:00 and ends at 23:00 UTC.
    '2026-10-25': () => spend(fact('ada', '2026-10-24T22', '6'), fact('ada', '2026-10-25T19', '4')),
    '2026-10-26': () => spend(fact('ada', '2026-10-25T22', '0.5')),
    '2026-10-31': () => entry('2026-10-31', 51),
    '2026-11-12': () => spend(fact('bea', '2026-11-10T11', '40')),
    '2026-11-17': () => entry('2026-11-17', 60),
    '2026-11-18': () =>
      db.costEntry.updateMany({
        where: { date: new Date('2026-11-17') },
        data: { voidedAt: new Date(), voidReason: 'Wrong' },
      }),
    '2026-11-19': () => limit('100'),
    '2026-11-20': () => entry('2026-11-20', 70),
    '2026-11-21': () => limit('60'),
  };
  for (const day of daysOf({ from: FROM, until: UNTIL })) {
    api.clock.set(`${day}T12:00:00Z`);
    await evaluateAt(`${day}T08:00:00Z`);
    if (!events[day]) continue;
    await events[day]();
    await evaluateAt(`${day}T20:00:00Z`);
    await evaluateAt(`${day}T20:00:30Z`);
  }

  const rows = await db.budgetAlert.findMany({ orderBy: { id: 'asc' }, include: { rule: true } });
  const names = new Map([
    ['', ''],
    [`Member:${ada.id}`, ' Ada'],
    [`Member:${bea.id}`, ' Bea'],
  ]);
  const told = rows.map(({ rule, subjectKey, occurrenceKey, raisedAt, resolvedAt, resolution }) =>
    [
      ...[raisedAt.toISOString().slice(5, 16), `${rule?.kind}${names.get(subjectKey)}`, occurrenceKey],
      ...[resolvedAt?.toISOString().slice(5, 16), resolution],
    ].join(' | '),
  );
  expect(told).toEqual([
    '10-26T20:00 | MEMBER_DAILY_COST Ada | 2026-10-25 > 10 USD | 10-27T08:00 | WINDOW_ENDED',
    '10-31T20:00 | DAILY_COST | 2026-10-31 > 50 USD | 11-02T08:00 | WINDOW_ENDED',
    '11-12T20:00 | DAILY_COST | 2026-11-10 > 50 USD | 11-14T08:00 | WINDOW_ENDED',
    '11-12T20:00 | MEMBER_DAILY_COST Bea | 2026-11-10 > 10 USD | 11-14T08:00 | WINDOW_ENDED',
    '11-12T20:00 | SPIKE | 2026-11-10 | 11-14T08:00 | WINDOW_ENDED',
    '11-12T20:00 | SPIKE Bea | 2026-11-10 | 11-14T08:00 | WINDOW_ENDED',
    '11-12T20:00 | TREND | since 2026-11-12 | 11-18T08:00 | BELOW_THRESHOLD',
    '11-17T20:00 | DAILY_COST | 2026-11-17 > 50 USD | 11-18T20:00 | BELOW_THRESHOLD',
    '11-21T20:00 | DAILY_COST | 2026-11-20 > 60 USD | 11-22T08:00 | WINDOW_ENDED',
  ]);
  expect(await messages()).toHaveLength(rows.length);
});
