import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { UsageRecord } from '../../connectors/usage-record.ts';
import { db } from '../../db.ts';
import { startOfDay } from '../../lib/calendar.ts';
import { inTransaction } from '../../lib/transaction.ts';
import { markStaleForIdentities, rebuildStaleDays } from '../../sync/rebuild-days.ts';
import { storeWindows } from '../../sync/store-windows.ts';
import { createMember, createToken } from '../../test/factories.ts';
import { createTestApi, type TestApi, type TestClient } from '../../test/graphql-client.ts';
import { record, startTracking, trackedEvent, vendorId } from './tracked-kit.ts';

const SOURCES = ['SDK', 'SESSION_FILE', 'OTEL_EVENT', 'OTEL_METRIC'] as const;
type Source = (typeof SOURCES)[number];
const DAYS = ['2026-11-12', '2026-11-13'] as const;
const MODEL = 'claude-opus-4-5';
const NANO_PER_TOKEN = 5_000n;
const HINT = 'igAA';

/** A request as it happened: who names it, in which session and day, and how far its stream had come when it was seen. */
const REQUESTS = Array.from({ length: 12 }, (_unused, index) => ({
  id: `r${index}`,
  session: `s${index % 3}`,
  day: DAYS[index % 2] ?? DAYS[0],
  isNamed: index % 4 !== 3,
  tokens: [100 + index, 1_000 + index * 7] as const,
}));

type Step =
  | { kind: 'push'; machine: 0 | 1; source: Source; seen: { index: number; version: 0 | 1 }[] }
  | { kind: 'sync'; day: string; tokens: number }
  | { kind: 'learn' }
  | { kind: 'map'; isMember: boolean }
  | { kind: 'rebuild' };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('push' as const),
      machine: fc.constantFrom(0 as const, 1 as const),
      source: fc.constantFrom(...SOURCES),
      seen: fc.array(
        fc.record({ index: fc.nat(REQUESTS.length - 1), version: fc.constantFrom(0 as const, 1 as const) }),
        { minLength: 1, maxLength: 14 },
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('sync' as const),
      day: fc.constantFrom(...DAYS),
      tokens: fc.constantFrom(0, 500, 40_000),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'learn' as const }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('map' as const), isMember: fc.boolean() }) },
  { weight: 2, arbitrary: fc.constant({ kind: 'rebuild' as const }) },
);

let api: TestApi;
let anthropic: number;
let member: { id: number };
let connection: { id: number };
let machines: readonly TestClient[];
beforeAll(async () => {
  api = await createTestApi({ now: '2026-11-15T12:00:00Z' });
  member = await createMember();
  const first = await startTracking(member, api);
  anthropic = await vendorId('anthropic');
  connection = await db.connection.create({ data: { vendorId: anthropic, name: 'Acme' } });
  const bound = await createToken({ member, scopes: ['USAGE_WRITE'], connectionId: connection.id });
  machines = [first, api.withToken(bound)];
});
afterAll(() => api.close());

const EMPTIED = [
  'usage_bucket',
  'usage_day',
  'usage_month',
  'rollup_day',
  'rollup_month',
  'stale_mark',
  'unlinked_day',
];

/** Two machines of one member: the first links nothing by itself, the second's token is bound to the connection. */
async function emptied() {
  for (const table of [...EMPTIED, 'sync_window', 'agent_session', 'identity_mapping', 'identity'])
    await api.database.pool.query(`DELETE FROM ${table}`);
}

function eventOf(source: Source, { index, version }: { index: number; version: 0 | 1 }) {
  const request = REQUESTS[index] ?? fail(index);
  return trackedEvent(`${request.id}`, {
    occurredAt: `${request.day}T10:00:00Z`,
    sessionId: request.session,
    model: MODEL,
    inputTokens: String(request.tokens[version]),
    outputTokens: '0',
    // Only the SDK knows the key; metrics know no request.
    ...(source === 'SDK' ? { apiKeyHint: HINT } : {}),
    ...(request.isNamed && source !== 'OTEL_METRIC' ? { requestId: `req_${request.id}` } : {}),
  });
}

const fail = (index: number): never => {
  throw new Error(`no request ${index}`);
};

async function learnKey(connectionId: number): Promise<void> {
  const key = { scope: `c${connectionId}`, kind: 'API_KEY' as const, externalId: 'k1' };
  const known = { hint: `sk-${HINT}`, listedAt: new Date('2026-11-15T00:00:00Z') };
  await db.identity.upsert({
    where: { scope_kind_externalId: key },
    create: { ...key, ...known, connectionId },
    update: known,
  });
}

async function mapKey(connectionId: number, isMember: boolean): Promise<void> {
  const identity = await db.identity.findFirst({ where: { connectionId, externalId: 'k1' } });
  if (!identity) return;
  await db.identityMapping.deleteMany({ where: { identityId: identity.id } });
  if (isMember)
    await db.identityMapping.create({ data: { identityId: identity.id, memberId: member.id, source: 'MANUAL' } });
  await inTransaction(api.database.pool, (client) => markStaleForIdentities(client, [identity.id]));
}

async function sync(connectionId: number, day: string, tokens: number): Promise<void> {
  const report: UsageRecord = {
    ...{ key: ['k1'], hour: startOfDay(day), isDayGrain: true, evidence: 'REPORTED', billingKind: 'METERED' },
    ...{ chargeClass: 'TOKENS', model: MODEL, apiKey: { kind: 'API_KEY', externalId: 'k1', name: 'k1' } },
    ...{ inputTokens: BigInt(tokens), currency: 'USD' },
  };
  await storeWindows(api.database.pool, {
    connection: { id: connectionId, vendorId: anthropic, currency: 'USD' },
    stream: { name: 'messages_usage' },
    windows: [{ day, records: tokens === 0 ? [] : [report] }],
    readAt: new Date('2026-11-15T00:00:00Z'),
    isSettled: () => false,
  });
}

async function carryOut(taken: Step, connectionId: number, machines: readonly TestClient[]): Promise<void> {
  if (taken.kind === 'push') {
    const machine = machines[taken.machine];
    const { rejected } = await record(
      machine ?? fail(0),
      taken.source,
      taken.seen.map((seen) => eventOf(taken.source, seen)),
    );
    expect(rejected).toBe(0);
  } else if (taken.kind === 'sync') await sync(connectionId, taken.day, taken.tokens);
  else if (taken.kind === 'learn') await learnKey(connectionId);
  else if (taken.kind === 'map') await mapKey(connectionId, taken.isMember);
  else await rebuildStaleDays(api.database.pool);
}

/** Written apart from the code: tokens that count on each day, from everything that was ever pushed or read. */
function reference(steps: readonly Step[]): Record<string, number> {
  const tellings = new Map<
    string,
    { rank: number; tokens: number; isLinked: boolean; request: (typeof REQUESTS)[number]; isNamed: boolean }
  >();
  const reported = new Map<string, number>();
  for (const taken of steps) {
    if (taken.kind === 'sync') reported.set(taken.day, taken.tokens);
    if (taken.kind !== 'push') continue;
    const rank = SOURCES.indexOf(taken.source);
    for (const { index, version } of taken.seen) {
      const request = REQUESTS[index] ?? fail(index);
      const isNamed = request.isNamed && taken.source !== 'OTEL_METRIC';
      const key = isNamed ? request.id : `${taken.source} ${request.id}`;
      const telling = {
        rank,
        tokens: request.tokens[version],
        isLinked: taken.machine === 1 || taken.source === 'SDK',
        request,
        isNamed,
      };
      const known = tellings.get(key);
      const isSame = known?.rank === rank && known.tokens === telling.tokens;
      if (!known || rank < known.rank || (rank === known.rank && telling.tokens > known.tokens))
        tellings.set(key, telling);
      else if (isSame) tellings.set(key, { ...known, isLinked: known.isLinked || telling.isLinked });
    }
  }
  return Object.fromEntries(
    DAYS.map((day) => {
      const ofDay = [...tellings.values()].filter(({ request }) => request.day === day);
      const counted = ofDay.filter(({ isNamed, rank, request }) => {
        const inSession = ofDay.filter((other) => other.request.session === request.session);
        return isNamed || rank === Math.min(...inSession.map((other) => other.rank));
      });
      const sum = (isLinked: boolean) =>
        counted.filter((telling) => telling.isLinked === isLinked).reduce((total, { tokens }) => total + tokens, 0);
      const isRead = reported.has(day);
      return [day, Math.max(sum(true), reported.get(day) ?? 0) + (isRead ? 0 : sum(false))];
    }),
  );
}

async function countedByDay(): Promise<Record<string, { tokens: number; spend: bigint }>> {
  const { rows } = await api.database.pool.query<{ day: string; tokens: string; spend: string }>(
    'SELECT billing_day::text AS day, sum(input_tokens)::text AS tokens, sum(spend_nano)::text AS spend FROM usage_day GROUP BY 1',
  );
  return Object.fromEntries(
    rows.map(({ day, tokens, spend }) => [day, { tokens: Number(tokens), spend: BigInt(spend) }]),
  );
}

test('whatever the order, repetition and overlap of pushes, syncs and mappings, nothing counts twice and nothing is lost', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), async (steps) => {
      await emptied();
      for (const taken of [...steps, { kind: 'learn' as const }]) await carryOut(taken, connection.id, machines);
      await rebuildStaleDays(api.database.pool);
      const counted = await countedByDay();
      for (const [day, tokens] of Object.entries(reference(steps)))
        expect({ day, ...(counted[day] ?? { tokens: 0, spend: 0n }) }).toEqual({
          day,
          tokens,
          spend: BigInt(tokens) * NANO_PER_TOKEN,
        });
      expect(await db.staleMark.count()).toBe(0);
    }),
    { numRuns: 40 },
  );
}, 240_000);
