import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { db } from '../../db.ts';
import { type Simulator, startSimulator } from '../../simulator/start-simulator.ts';
import { createSyncEngine, type SyncEngine } from '../../sync/sync-engine.ts';
import { TEST_SETTINGS } from '../../sync/sync-kit.ts';
import { createAdmin, createAgent, createMember, createOrganization, createSession } from '../../test/factories.ts';
import { createTestApi, type TestApi, type TestClient } from '../../test/graphql-client.ts';
import { installPriceCatalogue } from '../pricing/install-price-catalogue.ts';
import { useIntegrationSettings } from './integration-settings.ts';

const NOW = '2026-11-20T10:30:00Z';
const SPLIT_DAY = '2026-11-18';

let api: TestApi;
let simulator: Simulator;
let engine: SyncEngine;
let admin: TestClient;
beforeAll(async () => {
  api = await createTestApi({ now: NOW });
  useIntegrationSettings(TEST_SETTINGS);
  await installPriceCatalogue();
  await createOrganization({ allowedDomains: ['example.com'] });
  admin = api.as(await createAdmin());
  simulator = await startSimulator({ seed: 7, now: api.clock.now, scenario: 'small', enforceLimits: false });
  const log = { info: () => undefined, error: () => undefined };
  engine = createSyncEngine({ pool: api.database.pool, clock: api.clock.now, sleep: async () => undefined, log });
  await engine.start();
  const { adminKey, baseUrl } = simulator.anthropic;
  await admin.query(`mutation ($input: CreateConnectionInput!) { createConnection(input: $input) { __typename } }`, {
    input: {
      vendor: 'anthropic',
      name: 'Main',
      baseUrl,
      credentials: [{ name: 'adminKey', value: adminKey }],
      backfillFrom: '2026-11-15',
    },
  });
  await engine.idle();
});
afterAll(async () => {
  await engine.stop();
  await simulator.close();
  await api.close();
});

interface InboxNode {
  spend: string;
  tokens: string;
  firstDay: string;
  identity: { id: string; name: string; kind: string; mappings: object[] };
  suggestions: { reason: string; score: number; member: { id: string } | null; agent: { id: string } | null }[];
}
const INBOX = `query ($filter: IdentityInboxFilter, $orderBy: IdentityInboxOrder, $first: Int, $after: String) {
  identityInbox(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor }
    edges { node { spend tokens firstDay currency
      identity { id name kind mappings { source } }
      suggestions { reason score member { id } agent { id } } } }
  }
}`;
async function inbox(variables: Record<string, unknown> = {}) {
  const data = await admin.query<{
    identityInbox: {
      totalCount: number;
      pageInfo: { hasNextPage: boolean; endCursor: string };
      edges: { node: InboxNode }[];
    };
  }>(INBOX, variables);
  return { ...data.identityInbox, nodes: data.identityInbox.edges.map(({ node }) => node) };
}
const MAP = `mutation ($input: MapIdentityInput!) {
  mapIdentity(input: $input) {
    __typename ... on Error { code message } ... on InvalidInputError { field }
    ... on MappedIdentity { rebuildingDayCount identity { id mappings { from until source member { id } agent { id } } } }
  }
}`;
const map = async (input: object) => {
  const data = await admin.query<{ mapIdentity: Record<string, unknown> }>(MAP, { input });
  await api.settled();
  return data.mapIdentity;
};

/** Spend in nano-units: of everybody, and of one member before and from SPLIT_DAY. */
async function spend(memberId: number) {
  const { rows } = await api.database.pool.query<{ total: string; before: string; from: string }>(
    `SELECT sum(spend_nano)::text AS total,
            coalesce(sum(CASE WHEN member_id = $1 AND day < $2 THEN spend_nano END), 0)::text AS before,
            coalesce(sum(CASE WHEN member_id = $1 AND day >= $2 THEN spend_nano END), 0)::text AS from
       FROM usage_day`,
    [memberId, SPLIT_DAY],
  );
  return rows[0] ?? { total: '0', before: '0', from: '0' };
}

async function costliest(): Promise<InboxNode> {
  const [first] = (await inbox({ filter: { kinds: ['API_KEY'] } })).nodes;
  if (!first) throw new Error('the inbox is empty');
  return first;
}

describe('the inbox', () => {
  test('lists whose usage nobody owns, the costliest first, by pages', async () => {
    const { nodes, totalCount } = await inbox();
    expect(totalCount).toBe(nodes.length);
    expect(nodes.length).toBeGreaterThan(1);
    const spends = nodes.map((node) => Number(node.spend));
    expect(spends).toEqual(spends.toSorted((a, b) => b - a));
    expect(
      nodes.every(
        ({ identity, spend, tokens }) => identity.mappings.length === 0 && Number(spend) + Number(tokens) > 0,
      ),
    ).toBe(true);
    expect((await costliest()).firstDay).toBe('2026-11-15');
    const page = await inbox({ first: 1 });
    const rest = await inbox({ first: 100, after: page.pageInfo.endCursor });
    expect([...page.nodes, ...rest.nodes]).toEqual(nodes);
    expect(page.totalCount).toBe(totalCount);
  });

  test('suggests who made a key, and an agent of the same name', async () => {
    const node = await costliest();
    const agent = await createAgent({ name: node.identity.name });
    const creator = await createMember();
    const id = Number(node.identity.id.split(':')[1]);
    const { createdByExternalId } = await db.identity.findUniqueOrThrow({ where: { id } });
    await db.identityMapping.updateMany({
      where: { identity: { externalId: createdByExternalId ?? '' } },
      data: { memberId: creator.id },
    });
    const { suggestions } = await costliest();
    expect(suggestions).toContainEqual(
      expect.objectContaining({ reason: 'AGENT_NAME', agent: { id: `Agent:${agent.id}` } }),
    );
    expect(suggestions).toContainEqual(
      expect.objectContaining({ reason: 'KEY_CREATOR', member: { id: `Member:${creator.id}` } }),
    );
  });

  test('can be searched, filtered and set aside', async () => {
    const { identity } = await costliest();
    const found = await inbox({ filter: { search: identity.name.toUpperCase(), kinds: [identity.kind] } });
    expect(found.nodes.map((node) => node.identity.id)).toContain(identity.id);
    expect((await inbox({ filter: { search: '%' } })).totalCount).toBe(0);
    const ids = async (filter: object) => (await inbox({ filter })).nodes.map((node) => node.identity.id);
    const ignore = (isIgnored: boolean) =>
      admin.query(
        'mutation ($id: ID!, $is: Boolean!) { ignoreIdentity(identityId: $id, isIgnored: $is) { __typename } }',
        { id: identity.id, is: isIgnored },
      );
    await ignore(true);
    expect(await ids({})).not.toContain(identity.id);
    expect(await ids({ isIgnored: true })).toEqual([identity.id]);
    await ignore(false);
    expect(await ids({})).toContain(identity.id);
  });
});

describe('mapping by hand', () => {
  test('moves usage from its day on, and no money is lost', async () => {
    const member = await createMember();
    const { identity } = await costliest();
    const before = await spend(member.id);
    const memberId = `Member:${member.id}`;
    expect(await map({ identityId: identity.id, memberId, from: SPLIT_DAY })).toMatchObject({
      rebuildingDayCount: 3,
      identity: { mappings: [{ from: SPLIT_DAY, until: null, source: 'MANUAL', member: { id: memberId } }] },
    });
    const dated = await spend(member.id);
    expect([dated.total, dated.before]).toEqual([before.total, '0']);
    expect(BigInt(dated.from)).toBeGreaterThan(0n);
    expect((await inbox()).nodes.map((node) => node.identity.id)).toContain(identity.id);

    await map({ identityId: identity.id, memberId });
    const always = await spend(member.id);
    expect([always.total, always.from]).toEqual([before.total, dated.from]);
    expect(BigInt(always.before)).toBeGreaterThan(0n);
    expect((await inbox()).nodes.map((node) => node.identity.id)).not.toContain(identity.id);
  });

  test('a range in the middle of another mapping splits it', async () => {
    const [first, second] = [await createMember(), await createMember()];
    const { identity } = await costliest();
    await map({ identityId: identity.id, memberId: `Member:${first.id}` });
    const range = { from: '2026-11-16', until: '2026-11-17' };
    expect(await map({ identityId: identity.id, memberId: `Member:${second.id}`, ...range })).toMatchObject({
      rebuildingDayCount: 1,
      identity: {
        mappings: [
          { from: null, until: '2026-11-16', member: { id: `Member:${first.id}` } },
          { ...range, member: { id: `Member:${second.id}` } },
          { from: '2026-11-17', until: null, member: { id: `Member:${first.id}` } },
        ],
      },
    });
  });

  test('taken away goes back to Unattributed and stays there at the next sync', async () => {
    const owned = await db.identity.findFirstOrThrow({
      where: { mappings: { some: { source: 'AUTOMATIC' } }, kind: 'API_KEY' },
    });
    const UNMAP = `mutation ($id: ID!) { unmapIdentity(input: { identityId: $id }) {
      __typename ... on MappedIdentity { identity { mappings { source } } } } }`;
    expect(await admin.query(UNMAP, { id: `Identity:${owned.id}` })).toMatchObject({
      unmapIdentity: { identity: { mappings: [] } },
    });
    await api.settled();
    await admin.query('mutation { startSync(connectionId: "Connection:1") { __typename } }');
    await engine.idle();
    expect(await db.identityMapping.findMany({ where: { identityId: owned.id } })).toMatchObject([
      { memberId: null, source: 'MANUAL' },
    ]);
  });

  test.each([
    ['nobody', {}, 'InvalidInputError'],
    ['an unknown member', { memberId: 'Member:9999' }, 'NotFoundError'],
    ['something that is no member', { memberId: 'Agent:1' }, 'InvalidInputError'],
    ['a reversed range', { memberId: 'Member:1', from: '2026-11-02', until: '2026-11-01' }, 'InvalidInputError'],
    ['an unknown identity', { identityId: 'Identity:9999', memberId: 'Member:1' }, 'NotFoundError'],
  ])('%s is refused', async (_case, input, typeName) => {
    const before = await db.identityMapping.count();
    expect(await map({ identityId: 'Identity:1', ...input })).toMatchObject({ __typename: typeName });
    expect(await db.identityMapping.count()).toBe(before);
  });

  test('is audited with what it replaced', async () => {
    const events = await db.auditEvent.findMany({ where: { action: 'mapIdentity' }, orderBy: { id: 'asc' } });
    expect(events.length).toBeGreaterThan(0);
    expect(events.at(-1)).toMatchObject({
      actorKind: 'PERSON',
      subjectType: 'Identity',
      after: { from: '2026-11-16' },
    });
  });
});

test('identities are listed with filters and their count', async () => {
  const LIST = `query ($filter: IdentityFilter) {
    identities(first: 2, filter: $filter, orderBy: { field: NAME, direction: DESC }) { totalCount edges { node { kind name } } }
  }`;
  const count = async (filter: object) =>
    (await admin.query<{ identities: { totalCount: number } }>(LIST, { filter })).identities.totalCount;
  expect(await count({})).toBe(await db.identity.count());
  expect(await count({ kinds: ['WORKSPACE'] })).toBe(await db.identity.count({ where: { kind: 'WORKSPACE' } }));
  expect((await count({ isMapped: true })) + (await count({ isMapped: false }))).toBe(await count({}));
  expect(await count({ connectionId: 'Connection:1', isIgnored: true })).toBe(0);
});

describe('progress', () => {
  const SUBSCRIBE = `subscription ($id: ID!) {
    syncRunProgress(id: $id) { id status windowCount doneCount rowCount connection { name } streams { stream status } }
  }`;
  type Event = {
    data: { syncRunProgress: { status: string; doneCount: number } } | null;
    errors?: { extensions: { code: string } }[];
  };

  /** Every event of the stream until it ends. */
  async function follow(id: string, headers: Record<string, string>): Promise<Event[]> {
    const response = await api.fetch(
      new Request('http://outlay.test/graphql', {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'text/event-stream',
          origin: 'http://outlay.test',
          ...headers,
        },
        body: JSON.stringify({ query: SUBSCRIBE, variables: { id } }),
      }),
    );
    const text = await response.text();
    return text.split('\n').flatMap((line) => (/^data: ./.test(line) ? [JSON.parse(line.slice(6))] : []));
  }

  test('is told live, from the present state to the end; who comes later sees how it ended', async () => {
    const cookie = await createSession(await createAdmin(), api.clock.now());
    const { startBackfill } = await admin.query<{ startBackfill: { id: string } }>(
      'mutation { startBackfill(connectionId: "Connection:1", from: "2026-11-08") { ... on SyncRun { id } } }',
    );
    const events = await follow(startBackfill.id, { cookie });
    const states = events.flatMap(({ data }) => data?.syncRunProgress ?? []);
    expect(states.length).toBeGreaterThan(3);
    expect(states.at(-1)).toMatchObject({ status: 'SUCCEEDED', connection: { name: 'Main' } });
    const done = states.map(({ doneCount }) => doneCount);
    expect(done).toEqual(done.toSorted((a, b) => a - b));
    expect(await follow(startBackfill.id, { cookie })).toEqual([events.at(-1)]);
  });

  test('is for administrators, and of runs that exist', async () => {
    const member = await createSession(await createMember(), api.clock.now());
    const codes = async (id: string, cookie: string) =>
      (await follow(id, { cookie })).flatMap(({ errors = [] }) => errors.map(({ extensions }) => extensions.code));
    expect(await codes('SyncRun:1', member)).toEqual(['FORBIDDEN']);
    const cookie = await createSession(await createAdmin(), api.clock.now());
    expect(await codes('SyncRun:9999', cookie)).toEqual(['NOT_FOUND']);
  });
});

test('a connection tells its health, coverage and runs', async () => {
  const { connection } = await admin.query<{ connection: object }>(`{
    connection(id: "Connection:1") {
      health lastSucceededAt lastFailure { code } activeRuns { id } runs(first: 1) { totalCount }
      coverage { earliestDay latestDay closedDayCount openDayCount streams { stream backfilledFrom settledUntil isMoney } }
    }
  }`);
  expect(connection).toMatchObject({
    health: 'OK',
    lastSucceededAt: new Date(NOW).toISOString(),
    lastFailure: null,
    activeRuns: [],
    coverage: { earliestDay: '2026-10-21', latestDay: '2026-11-20' },
  });
});
