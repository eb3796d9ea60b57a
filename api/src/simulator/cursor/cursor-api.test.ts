import { expect, test } from 'vitest';
import type { z } from 'zod';
import type { Simulator } from '../start-simulator.ts';
import { askCursor, daysBefore, nanoOfCents, simulatorForTest, testClock } from '../testing/read-simulator.ts';
import { cursorError, teamMembers, teamSpend, type usageEvent, usageEventsPage } from '../testing/shapes.ts';

const EVENTS = '/teams/filtered-usage-events';
const DAY_MS = 86_400_000;
type UsageEvent = z.infer<typeof usageEvent>;

async function eventsBetween(
  simulator: Simulator,
  startDate: number,
  endDate: number,
  pageSize = 1000,
): Promise<UsageEvent[]> {
  const events: UsageEvent[] = [];
  for (let page = 1, hasNextPage = true; hasNextPage; page++) {
    const { body } = await askCursor(simulator, EVENTS, { startDate, endDate, page, pageSize });
    const parsed = usageEventsPage.parse(body);
    events.push(...parsed.usageEvents);
    hasNextPage = parsed.pagination.hasNextPage;
    if (!hasNextPage) expect(events).toHaveLength(parsed.totalUsageEventsCount);
  }
  return events;
}

const eventsOfDay = (simulator: Simulator, day: string, pageSize?: number) =>
  eventsBetween(simulator, Date.parse(day), Date.parse(day) + DAY_MS - 1, pageSize);
const charged = (events: readonly UsageEvent[]) =>
  events.reduce((sum, { chargedCents }) => sum + nanoOfCents(chargedCents), 0n);

test('ties to the true charge of every day to the nano-dollar', async () => {
  const simulator = await simulatorForTest();
  let sum = 0n;
  for (const day of daysBefore('2026-11-20', 60)) {
    const events = await eventsOfDay(simulator, day, 113);
    expect(charged(events.filter(({ isChargeable }) => isChargeable))).toBe(simulator.truth.billNano('cursor', day));
    expect(charged(events.filter(({ kind }) => kind === 'Included in Business'))).toBe(
      simulator.truth.includedNano('cursor', day),
    );
    expect(events).toHaveLength(simulator.truth.eventCount('cursor', day));
    sum += charged(events);
  }
  expect(sum).toBeGreaterThan(0n);
});

test('states a charge as model cost less discount plus token fee', async () => {
  const simulator = await simulatorForTest();
  for (const { tokenUsage, chargedCents, cursorTokenFee = 0 } of await eventsOfDay(simulator, '2026-11-18')) {
    if (!tokenUsage) continue;
    const cost = nanoOfCents(tokenUsage.totalCents) * BigInt(100 - (tokenUsage.discountPercentOff ?? 0));
    expect(nanoOfCents(chargedCents) * 100n).toBe(cost + nanoOfCents(cursorTokenFee) * 100n);
  }
});

test('has request-priced, included, uncharged, headless and max-mode events, and addresses in changing case', async () => {
  const simulator = await simulatorForTest();
  const end = Date.parse('2026-11-20') - 1;
  const events = await eventsBetween(simulator, end - 30 * DAY_MS + 1, end);
  expect(new Set(events.map(({ kind }) => kind)).size).toBe(4);
  expect(
    events.some(
      ({ isTokenBasedCall, tokenUsage, isChargeable, chargedCents }) =>
        !isTokenBasedCall && !tokenUsage && isChargeable && chargedCents === 4,
    ),
  ).toBe(true);
  expect(events.some(({ isChargeable, chargedCents }) => !isChargeable && chargedCents > 0)).toBe(true);
  expect(
    events
      .filter(({ kind }) => kind.endsWith('Not Charged'))
      .every(({ chargedCents, isChargeable }) => chargedCents === 0 && !isChargeable),
  ).toBe(true);
  expect(
    events.some(({ isHeadless, serviceAccountId, userEmail }) => isHeadless && serviceAccountId && userEmail === ''),
  ).toBe(true);
  expect(events.some(({ maxMode }) => maxMode)).toBe(true);
  expect(events.some(({ model }) => model === 'default')).toBe(true);
  const written = new Set(events.map(({ userEmail }) => userEmail));
  expect(new Set([...written].map((email) => email.toLowerCase())).size).toBeLessThan(written.size);
});

test('has equal events and different events of one user in the same millisecond', async () => {
  const simulator = await simulatorForTest();
  const end = Date.parse('2026-11-20') - 1;
  const events = await eventsBetween(simulator, end - 30 * DAY_MS + 1, end);
  const seen = new Map<string, string[]>();
  for (const event of events) {
    const moment = `${event.timestamp} ${event.userEmail} ${event.model}`;
    seen.set(moment, [...(seen.get(moment) ?? []), JSON.stringify(event)]);
  }
  const together = [...seen.values()].filter((texts) => texts.length > 1);
  expect(together.some((texts) => new Set(texts).size < texts.length)).toBe(true);
  expect(together.some((texts) => new Set(texts).size === texts.length)).toBe(true);
});

test('counts both ends of a window', async () => {
  const simulator = await simulatorForTest();
  const [newest] = await eventsOfDay(simulator, '2026-11-18');
  const at = Number(newest?.timestamp);
  expect((await eventsBetween(simulator, at, at)).length).toBeGreaterThan(0);
  expect(await eventsBetween(simulator, at + 1, Date.parse('2026-11-19') - 1)).toEqual([]);
});

test('shows an hour five minutes after its end', async () => {
  const clock = testClock('2026-11-18T13:00:00Z');
  const simulator = await simulatorForTest({ now: clock.now });
  const count = async () =>
    (await eventsBetween(simulator, Date.parse('2026-11-18T12:00:00Z'), Date.parse('2026-11-18T13:00:00Z') - 1)).length;
  expect(await count()).toBe(0);
  clock.advanceSeconds(300);
  expect(await count()).toBeGreaterThan(0);
});

test('spend is the current cycle of the same events', async () => {
  const simulator = await simulatorForTest();
  const { body } = await askCursor(simulator, '/teams/spend', { sortBy: 'user', sortDirection: 'asc', pageSize: 1000 });
  const spend = teamSpend.parse(body);
  expect(spend.subscriptionCycleStart).toBe(Date.parse('2026-11-01'));
  const events = await eventsBetween(simulator, spend.subscriptionCycleStart, Date.parse('2026-11-20T12:00:00Z'));
  for (const { email, spendCents, overallSpendCents } of spend.teamMemberSpend) {
    const own = events.filter(({ userEmail }) => userEmail.toLowerCase() === email);
    expect(nanoOfCents(spendCents)).toBe(charged(own.filter(({ isChargeable }) => isChargeable)));
    expect(nanoOfCents(overallSpendCents)).toBe(charged(own));
  }
});

test('keeps members who left, marked as removed', async () => {
  const simulator = await simulatorForTest();
  const members = teamMembers.parse((await askCursor(simulator, '/teams/members')).body).teamMembers;
  expect(members.some(({ isRemoved }) => isRemoved)).toBe(true);
  expect(members.filter(({ isRemoved }) => !isRemoved).length).toBeGreaterThan(15);
});

test('follows a restatement by factor in events and truth', async () => {
  const simulator = await simulatorForTest();
  const before = simulator.truth.billNano('cursor', '2026-11-17');
  simulator.control.restate('cursor', '2026-11-17', { factor: 0.5 });
  const events = await eventsOfDay(simulator, '2026-11-17');
  expect(charged(events.filter(({ isChargeable }) => isChargeable))).toBe(
    simulator.truth.billNano('cursor', '2026-11-17'),
  );
  expect(simulator.truth.billNano('cursor', '2026-11-17')).toBeLessThan(before);
  expect(() => simulator.control.restate('cursor', '2026-11-17', { billDeltaNano: 1n })).toThrow('by factor');
});

test.each([
  ['Date range', { startDate: 0, endDate: 30 * DAY_MS + 1 }],
  ['startDate', { startDate: 2, endDate: 1 }],
  ['startDate', { startDate: '2026-11-01', endDate: 1 }],
  ['pageSize', { pageSize: 1001 }],
  ['page', { page: 0 }],
  ['userId', { userId: 'nobody' }],
])('refuses a bad %s', async (name, body) => {
  const answer = await askCursor(await simulatorForTest(), EVENTS, body);
  expect(answer.status).toBe(400);
  const error = cursorError.parse(answer.body);
  expect(error.error).toBe('Bad Request');
  expect(error.message).toContain(name);
});

test('refuses a wrong key', async () => {
  const simulator = await simulatorForTest();
  const { status, body } = await askCursor(simulator, '/teams/members', undefined, 'crsr_wrong');
  expect(status).toBe(401);
  expect(cursorError.parse(body).error).toBe('Unauthorized');
});

test.each([
  ['/teams/members', undefined, 20],
  [EVENTS, { startDate: 0, endDate: 1 }, 60],
])('limits %s', async (path, body, perMinute) => {
  const clock = testClock();
  const simulator = await simulatorForTest({ now: clock.now, enforceLimits: true });
  for (let count = 0; count < perMinute; count++) expect((await askCursor(simulator, path, body)).status).toBe(200);
  const refused = await askCursor(simulator, path, body);
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '60']);
  expect(cursorError.parse(refused.body).error).toBe('Too Many Requests');
  clock.advanceSeconds(60);
  expect((await askCursor(simulator, path, body)).status).toBe(200);
});
