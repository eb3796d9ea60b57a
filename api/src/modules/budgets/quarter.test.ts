import { afterAll, beforeAll, expect, test } from 'vitest';
import { db } from '../../db.ts';
import { createLogger } from '../../lib/logger.ts';
import { createTestApi, type TestApi } from '../../test/graphql-client.ts';
import { createAcme } from '../explore/acme-fixture.ts';
import type { UsageFact } from '../explore/usage-fixture.ts';
import { mutate } from '../ledger/ledger-kit.ts';
import { budgetJobs } from './budget-jobs.ts';
import { addBudget, change, readUsage } from './budget-kit.ts';
import { alertsOf, dueOf, type Entry, type Fact, isOver, type WatchedBudget, type World } from './quarter-oracle.ts';

/** Clocks go back on 25 October. */
const ZONE = 'Europe/Berlin';
const FIRST = Date.parse('2026-09-30T22:00:00Z');
const LAST = Date.parse('2027-01-04T00:00:00Z');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let api: TestApi;
beforeAll(async () => {
  api = await createTestApi({ now: new Date(FIRST).toISOString() });
});
afterAll(() => api.close());

/** Park and Miller. */
function randomNumbers(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

/** A quarter of usage: read the next morning, every eighth row days later, some of it taken back by the vendor. */
function quarterOfFacts(): Fact[] {
  const random = randomNumbers(20_261_122);
  const facts: Fact[] = [];
  for (let start = FIRST; start < Date.parse('2027-01-01T00:00:00Z'); start += DAY) {
    for (let index = 0; index < 7; index++) {
      const at = Math.floor((start + random(24) * HOUR) / HOUR) * HOUR;
      const nano = BigInt(1 + random(26)) * 1_000_000_000n + BigInt(random(1000));
      const delay = random(8) === 0 ? 2 + random(6) : 1;
      const member = (['ana', 'ben', 'nobody'] as const)[random(3)] ?? 'nobody';
      const arrivesAt = Math.floor(at / DAY) * DAY + delay * DAY + 6 * HOUR;
      facts.push({ at, nano, member, arrivesAt });
      if (random(12) === 0) facts.push({ at, nano: -nano, member, arrivesAt: arrivesAt + (1 + random(3)) * DAY });
    }
  }
  // Taken back and charged again within one week.
  const at = Date.parse('2026-11-17T07:00:00Z');
  for (const [days, usd] of [500n, -500n, 500n].entries()) {
    facts.push({ at, nano: usd * 1_000_000_000n, member: 'ana', arrivesAt: at + days * DAY });
  }
  return facts;
}

/** On the first and the fifteenth; every second one is void two days later. */
function quarterOfEntries(): Entry[] {
  return ['2026-10-01', '2026-10-15', '2026-11-01', '2026-11-15', '2026-12-01', '2026-12-15', '2026-12-31'].map(
    (day, index) => ({
      ...{ day, nano: BigInt(60 + index * 10) * 1_000_000_000n, bookedAt: Date.parse(`${day}T09:00:00Z`) },
      voidedAt: index % 2 === 0 ? Date.parse(`${day}T09:00:00Z`) + 2 * DAY : Number.POSITIVE_INFINITY,
    }),
  );
}

test('a quarter: every alert that is due is raised, once, when it is due; none else', {
  timeout: 400_000,
}, async () => {
  const acme = await createAcme();
  await db.usageBucket.deleteMany();
  await db.usageDay.deleteMany();
  await db.usageMonth.deleteMany();
  await db.organization.update({ where: { id: 1 }, data: { reportingZone: ZONE } });
  const admin = () => api.as(acme.admin);
  const identities = await db.identity.findMany({ where: { kind: 'USER' } });
  const identityOf = (name: string) => identities.find((identity) => identity.name === name)?.id ?? 0;
  const ana = { scope: 'MEMBER', id: `Member:${acme.ana.id}` };
  const team = { scope: 'TEAM', id: `Team:${acme.team.id}` };
  const everybody = { scope: 'ORGANIZATION' };
  const plans = [
    { subject: everybody, period: 'DAILY', limit: 110, thresholds: [50, 100, 150] },
    { subject: ana, period: 'DAILY', limit: 40, thresholds: [80, 100] },
    { subject: ana, period: 'HOURLY', limit: 18, thresholds: [100] },
    { subject: team, period: 'WEEKLY', limit: 210, thresholds: [75, 100] },
    { subject: everybody, period: 'MONTHLY', limit: 2700, thresholds: [50, 80, 100, 105] },
    { subject: everybody, period: 'MONTHLY', limit: 900, thresholds: [50, 100], valid: ['2026-11-10', '2026-12-05'] },
    { subject: ana, period: 'QUARTERLY', limit: 2500, thresholds: [33, 66, 100] },
    { subject: everybody, period: 'YEARLY', limit: 9000, thresholds: [10, 50, 100] },
  ] as const;
  const budgets: WatchedBudget[] = [];
  for (const { subject, period, limit, thresholds, ...rest } of plans) {
    const [validFrom, validUntil] = 'valid' in rest ? rest.valid : [];
    const id = await addBudget(admin(), { subject, period, limit: String(limit), thresholds, validFrom, validUntil });
    const isOwn = subject !== everybody;
    budgets.push({
      ...{ id, period, thresholds, isOwn, limits: [{ at: FIRST, usd: limit }] },
      ...{ validFrom: validFrom ?? '', validUntil: validUntil ?? '9999' },
    });
  }
  /** Limits as people change them, in the middle of windows. */
  const edits = [
    { at: '2026-10-20T11:00:00Z', budget: 4, usd: 3300 },
    { at: '2026-10-25T11:00:00Z', budget: 0, usd: 90 },
    { at: '2026-11-11T11:00:00Z', budget: 3, usd: 150 },
    { at: '2026-11-19T11:00:00Z', budget: 0, usd: 130 },
    { at: '2026-12-02T11:00:00Z', budget: 6, usd: 1700 },
    { at: '2026-12-24T11:00:00Z', budget: 1, usd: 30 },
    { at: '2026-12-31T11:00:00Z', budget: 7, usd: 8000 },
  ].map((edit) => ({ ...edit, at: Date.parse(edit.at) }));
  const world: World = { zone: ZONE, facts: quarterOfFacts(), entries: quarterOfEntries() };
  const log = createLogger('silent', { write: () => {} });
  const jobs = [1, 2].map(() => budgetJobs({ clock: api.clock.now, log }));
  const entryIds = new Map<Entry, string>();
  const raisedAt = new Map<string, number>();

  let turn = 0;
  let before = FIRST - 1;
  // Before noon and before midnight of the zone, in turn.
  const stepAfter = (count: number) => (count % 3 === 0 ? 12 : 24) * HOUR;
  for (let now = FIRST; now < LAST; now += stepAfter(turn)) {
    const isNew = (instant: number) => instant > before && instant <= now;
    for (const edit of edits.filter(({ at }) => isNew(at))) {
      const budget = budgets[edit.budget];
      if (!budget) throw new Error('no such budget');
      api.clock.set(new Date(edit.at).toISOString());
      await change(admin(), budget.id, { limit: String(edit.usd) });
      budget.limits.push({ at: edit.at, usd: edit.usd });
    }
    api.clock.set(new Date(now).toISOString());
    const arrived = world.facts.filter(({ arrivesAt }) => isNew(arrivesAt));
    const rows = arrived.map(
      ({ at, nano, member }): UsageFact => ({
        ...{ connectionId: acme.connection.id, vendorId: acme.vendor.id, hour: new Date(at).toISOString() },
        ...{ spendNano: nano, userIdentityId: identityOf(member) },
      }),
    );
    await readUsage(rows, ZONE);
    for (const entry of world.entries.filter(({ bookedAt }) => isNew(bookedAt))) {
      const amount = `${entry.nano / 1_000_000_000n}.0000`;
      const input = { date: entry.day, description: 'Licence', currency: 'USD', amount, kind: 'FIXED' };
      const { id } = await mutate(admin(), 'createCostEntry', input, '... on CostEntry { id }');
      entryIds.set(entry, String(id));
    }
    for (const entry of world.entries.filter(({ voidedAt }) => isNew(voidedAt)))
      await mutate(
        admin(),
        'voidCostEntry',
        { entryId: entryIds.get(entry), reason: 'Void' },
        '... on CostEntry { id }',
      );
    before = now;

    // Processes look in turn, and now and then at once.
    turn += 1;
    await Promise.all(jobs.filter((_job, index) => turn % 4 === 0 || turn % 2 === index).map((job) => job.tick()));

    const due = dueOf(budgets, world, now);
    for (const key of due) if (!raisedAt.has(key)) raisedAt.set(key, now);
    const expectedOpen = [...due].filter(
      (key) => !isOver(key, budgets, { zone: ZONE, now, raisedAt: raisedAt.get(key) ?? now }),
    );
    const { all, open } = alertsOf(await db.budgetAlert.findMany());
    const when = new Date(now).toISOString();
    expect([when, [...all.entries()].toSorted()]).toEqual([when, [...raisedAt.entries()].toSorted()]);
    expect([when, open.toSorted()]).toEqual([when, expectedOpen.toSorted()]);
  }

  // The quarter had all of it: every threshold, changes of clocks, late rows, voids, edited limits.
  const events = await db.budgetAlertEvent.groupBy({ by: ['kind'], _count: true });
  const counts = Object.fromEntries(events.map(({ kind, _count }) => [kind, _count]));
  expect(counts.RAISED).toBe(raisedAt.size);
  expect(raisedAt.size).toBeGreaterThan(150);
  expect(counts.REOPENED).toBeGreaterThan(0);
  const resolutions = await db.budgetAlert.groupBy({ by: ['resolution'], _count: true });
  const kinds = resolutions.map(({ resolution }) => resolution);
  expect(kinds).toEqual(expect.arrayContaining(['WINDOW_ENDED', 'LIMIT_CHANGED', 'BELOW_THRESHOLD']));
  const late = await db.budgetAlert.count({ where: { windowEndsAt: { lt: db.budgetAlert.fields.raisedAt } } });
  expect(late).toBeGreaterThan(50);
  const fallBack = await db.budgetAlert.findFirstOrThrow({ where: { occurrenceKey: { startsWith: '2026-10-25/' } } });
  expect(fallBack).toMatchObject({
    windowStartsAt: new Date('2026-10-24T22:00:00Z'),
    windowEndsAt: new Date('2026-10-25T23:00:00Z'),
  });
});
