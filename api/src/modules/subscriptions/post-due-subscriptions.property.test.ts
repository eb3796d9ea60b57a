import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { db } from '../../db.ts';
import { addDays, addMonths, type Day, startOfDay, utcDay } from '../../lib/calendar.ts';
import { createAdmin, createMember, createOrganization } from '../../test/factories.ts';
import { createTestApi, type TestApi } from '../../test/graphql-client.ts';
import { fromLedgerAmount } from '../ledger/ledger-amount.ts';
import { sumOf } from '../ledger/reporting-amounts.ts';
import { bookedCharges, missingShares, sharesOf } from './charge-entries.ts';
import { postDueSubscriptions } from './post-due-subscriptions.ts';
import { amend, create } from './subscription-kit.ts';
import { plannedCharges, readSubscription } from './subscription-terms.ts';

let api: TestApi;
beforeAll(async () => {
  api = await createTestApi();
});
afterAll(() => api.close());

const START = '2026-01-31';

/** Things that happen to a subscription, in any order. */
const step = fc.oneof(
  fc.record({ kind: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 70 }) }),
  fc.record({ kind: fc.constant('post' as const), processes: fc.integer({ min: 1, max: 3 }) }),
  fc.record({
    kind: fc.constant('price' as const),
    amount: fc.integer({ min: 0, max: 50_000 }).map((amount) => fromLedgerAmount(BigInt(amount) * 100n)),
    seats: fc.integer({ min: 1, max: 4 }),
    after: fc.integer({ min: 0, max: 200 }),
  }),
  fc.record({ kind: fc.constant('start' as const), days: fc.integer({ min: -40, max: 40 }) }),
  fc.record({ kind: fc.constant('end' as const), after: fc.integer({ min: 41, max: 200 }) }),
  fc.record({ kind: fc.constant('resume' as const) }),
  fc.record({ kind: fc.constant('hand over' as const), after: fc.integer({ min: 0, max: 200 }) }),
  fc.record({ kind: fc.constant('charge' as const), amount: fc.constantFrom('7.77', '0', null) }),
  fc.record({ kind: fc.constant('close' as const), months: fc.integer({ min: 1, max: 3 }) }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

test('every charge is in the books exactly once whatever happens in whatever order', { timeout: 240_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('WEEKLY', 'MONTHLY', 'QUARTERLY'),
      fc.array(step, { minLength: 3, maxLength: 9 }),
      async (interval, steps) => {
        const story = await begin(interval);
        for (const each of steps) await happen(story, each);
        await post(story.today, 2);
        await expectBooks(story.id, story.today);
      },
    ),
    { numRuns: process.env.OUTLAY_TEST_ON === 'postgres' ? 25 : 8 },
  );
});

interface Story {
  id: number;
  today: Day;
  other: number;
  boss: { id: number };
  admin: ReturnType<TestApi['as']>;
}

async function begin(interval: string): Promise<Story> {
  await api.reset();
  api.clock.set(`${START}T12:00:00Z`);
  await createOrganization();
  const boss = await createAdmin();
  const admin = api.as(boss);
  const [{ id: memberId }, { id: other }] = [await createMember(), await createMember()];
  const terms = { name: 'Seat', vendor: 'Acme', amount: '31', interval, startedOn: START };
  await create(admin, { ...terms, memberId: `Member:${memberId}` });
  const { id } = await db.subscription.findFirstOrThrow();
  return { id, today: START, other, boss, admin };
}

async function happen(story: Story, each: Step): Promise<void> {
  const { id, admin, other } = story;
  const { startedOn, endsOn } = await db.subscription.findUniqueOrThrow({ where: { id } });
  const dayAfter = (count: number) => addDays(utcDay(startedOn), count);
  if (each.kind === 'wait') {
    story.today = addDays(story.today, each.days);
    api.clock.set(`${story.today}T12:00:00Z`);
    story.admin = api.as(story.boss);
  } else if (each.kind === 'post') await post(story.today, each.processes);
  else if (each.kind === 'close') await close(each.months);
  else if (each.kind === 'price') {
    const { amount, seats } = each;
    await amend(admin, 'changeSubscription', { id, amount, seats, from: dayAfter(each.after) });
  } else if (each.kind === 'start')
    await amend(admin, 'changeSubscription', { id, startedOn: addDays(START, each.days) });
  else if (each.kind === 'end') await amend(admin, 'cancelSubscription', { id, endsOn: dayAfter(each.after) });
  else if (each.kind === 'resume') await amend(admin, 'resumeSubscription', { id });
  else if (each.kind === 'hand over')
    await amend(admin, 'handOverSubscription', { id, memberId: `Member:${other}`, from: dayAfter(each.after) });
  else {
    const { date: billingDate } = (await db.costEntry.findFirst({ orderBy: { id: 'desc' } })) ?? { date: startedOn };
    if (endsOn === null || billingDate < endsOn)
      await amend(admin, 'setSubscriptionCharge', { id, billingDate: utcDay(billingDate), amount: each.amount });
  }
}

/** Several processes at once, as after a restart. */
async function post(today: Day, processes: number): Promise<void> {
  const job = { today, now: api.clock.now(), log: { error: (details: unknown) => expect(details).toBeUndefined() } };
  await Promise.all(Array.from({ length: processes }, () => postDueSubscriptions(job)));
}

async function close(months: number): Promise<void> {
  for (let index = 0; index < months; index += 1) {
    const month = startOfDay(addMonths('2025-12-01', index * 2));
    const status = { status: 'CLOSED' } as const;
    await db.accountingPeriod.upsert({ where: { month }, create: { month, ...status }, update: status });
  }
}

async function expectBooks(id: number, today: Day): Promise<void> {
  const record = await readSubscription(db, id);
  if (!record) throw new Error('the subscription is gone');
  const plan = new Map(plannedCharges(record, today).map((charge) => [charge.date, charge]));
  const books = await bookedCharges(db, id);
  for (const date of new Set([...plan.keys(), ...books.keys()])) {
    const live = books.get(date)?.live ?? [];
    expect([date, ...missingShares(plan.get(date), sharesOf(live))]).toEqual([date]);
    expect(live.filter(({ originKey }) => originKey === `subscription:${id}:${date}`).length).toBeLessThanOrEqual(1);
    for (const entry of live) expect(entry.lines.length).toBeGreaterThan(0);
  }
  const { _sum } = await db.costEntry.aggregate({
    where: { subscriptionId: id, voidedAt: null },
    _sum: { amount: true },
  });
  const total = sumOf([...plan.values()].map(({ amount }) => amount));
  expect(_sum.amount?.toFixed() ?? '0').toBe(fromLedgerAmount(total));
}
