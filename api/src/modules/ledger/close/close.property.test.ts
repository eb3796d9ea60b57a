import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { db, pool } from '../../../db.ts';
import { addDays, addMonths, startOfDay } from '../../../lib/calendar.ts';
import { rebuildStaleDays } from '../../../sync/rebuild-days.ts';
import { createAdmin, createOrganization } from '../../../test/factories.ts';
import { createTestApi, type TestApi, type TestClient } from '../../../test/graphql-client.ts';
import type { Dimension } from '../../explore/dimensions.ts';
import { mutate } from '../ledger-kit.ts';
import { type Books, createBooks, enter, figuresBy, mapTo, rebuild, spentAndBooked, useOn } from './books-kit.ts';

/** What adjustments carry: booked equals spent for each of their values. */
const adjusted: readonly Dimension[] = [
  ...(['GL_ACCOUNT', 'CATEGORY', 'VENDOR', 'TOOL', 'MEMBER', 'TEAM', 'PROJECT', 'AGENT'] as const),
  ...(['CONNECTION', 'COST_KIND'] as const),
];
const FIRST = '2026-08-01';

let api: TestApi;
let admin: TestClient;
let books: Books;
beforeAll(async () => {
  api = await createTestApi({ now: '2027-01-15T12:00:00Z' });
});
afterAll(() => api.close());
beforeEach(async () => void (await startOver()));

async function startOver() {
  await api.reset();
  await createOrganization();
  admin = api.as(await createAdmin());
  books = await createBooks();
}

const index = fc.nat({ max: 1 });
const day = fc.nat({ max: 150 }).map((count) => addDays(FIRST, count));
const nano = fc.bigInt({ min: -3_000_000_000n, max: 20_000_000_000n });
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('USE' as const), day, nano, connection: index, user: fc.nat({ max: 3 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('ENTER' as const),
      day,
      nano,
      days: fc.integer({ min: 1, max: 90 }),
      owner: index,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('MAP' as const),
      identity: fc.nat({ max: 2 }),
      owner: fc.nat({ max: 2 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('RULE' as const), account: index, vendor: index }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('RATE' as const), rate: fc.integer({ min: 9000, max: 13000 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('TEAM' as const), member: index, team: index }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('CLOSE' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('REOPEN' as const) }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

async function take(taken: Step): Promise<void> {
  switch (taken.kind) {
    case 'USE': {
      const { connection, user, nano: spendNano } = taken;
      const identities = [{ userIdentityId: books.identities[0] ?? 0 }, { userIdentityId: books.identities[2] ?? 0 }];
      const owner = [...identities, { apiKeyIdentityId: books.apiKeyIdentityId }, {}][user];
      const other = { userIdentityId: books.identities[1] ?? 0 };
      return useOn(books, taken.day, { connection, spendNano, ...(connection === 0 ? owner : other) });
    }
    case 'ENTER':
      return enterOpen(taken);
    case 'MAP': {
      const [memberId, otherId] = books.members;
      const owner = [{ memberId: memberId ?? 0 }, { memberId: otherId ?? 0 }, { agentId: books.agentId }][taken.owner];
      return mapTo(books.identities[taken.identity] ?? 0, owner ?? {});
    }
    case 'RULE': {
      const glAccountId = books.account(['6210', '6230'][taken.account] ?? '');
      const vendorId = books.vendors[taken.vendor] ?? 0;
      await db.glRule.create({
        data: { position: -(await db.glRule.count()), vendorId, glAccountId, category: 'Ruled' },
      });
      return;
    }
    case 'RATE':
      await db.exchangeRate.updateMany({ where: { base: 'EUR' }, data: { rate: `${taken.rate / 10_000}` } });
      return rebuild(books.connections[1]?.id);
    case 'TEAM':
      await db.teamMembership.updateMany({
        where: { memberId: books.members[taken.member] ?? 0 },
        data: { teamId: books.teams[taken.team] ?? 0 },
      });
      return rebuild();
    case 'CLOSE':
      return closeNext();
    case 'REOPEN':
      return reopenLast();
  }
}

async function enterOpen({ day: date, nano: amount, days, owner }: Extract<Step, { kind: 'ENTER' }>): Promise<void> {
  const month = startOfDay(`${date.slice(0, 7)}-01`);
  if (await db.accountingPeriod.findFirst({ where: { month, status: 'CLOSED' } })) return;
  await enter({
    ...{ date, service: { from: date, until: addDays(date, days) }, vendorId: books.vendors[owner] ?? 0 },
    lines: [{ amount: amount / 100_000n, memberId: books.members[owner] ?? 0, glAccountId: books.account('6200') }],
  });
}

const lastClosed = async () =>
  (await db.accountingPeriod.findFirst({ where: { status: 'CLOSED' }, orderBy: { month: 'desc' } }))?.month;

async function closeNext(): Promise<void> {
  const last = await lastClosed();
  const month = last ? addMonths(last.toISOString().slice(0, 10), 1) : FIRST;
  if (month > '2026-12-01') return;
  await rebuildStaleDays(pool);
  const before = await everyFigure();
  const answer = await mutate(
    admin,
    'closePeriod',
    { month, acknowledgeWarnings: true },
    '... on AccountingPeriod { month }',
  );
  expect(answer).toMatchObject({ month });
  expect(await everyFigure()).toEqual(before);
}

async function reopenLast(): Promise<void> {
  const last = await lastClosed();
  if (!last) return;
  const input = { month: last.toISOString().slice(0, 10), reason: 'Test' };
  expect(await mutate(admin, 'reopenPeriod', input, '... on AccountingPeriod { status }')).toMatchObject({
    status: 'OPEN',
  });
}

async function everyFigure() {
  const figures: unknown[] = [];
  for (const dimension of [...adjusted, 'MODEL', 'API_KEY', 'WEEK'] as const) figures.push(await figuresBy(dimension));
  return figures;
}

test('closing changes no number, and what is booked over all months is what was spent, whatever changes later', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
      await startOver();
      for (const taken of [...steps, { kind: 'CLOSE' } as const]) await take(taken);
      await rebuildStaleDays(pool);
      for (const dimension of adjusted) {
        for (const [key, [spent, booked]] of await spentAndBooked(dimension))
          expect({ dimension, key, booked }).toEqual({ dimension, key, booked: spent });
      }
    }),
    { numRuns: 12 },
  );
}, 240_000);
