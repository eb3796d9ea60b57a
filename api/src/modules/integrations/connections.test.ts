import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { db } from '../../db.ts';
import { createLogger } from '../../lib/logger.ts';
import { type Simulator, startSimulator } from '../../simulator/start-simulator.ts';
import { TEST_SETTINGS } from '../../sync/sync-kit.ts';
import { createAdmin, createMember, createOrganization, createToken } from '../../test/factories.ts';
import { createTestApi, type TestApi, type TestClient } from '../../test/graphql-client.ts';
import { decryptCredentials } from './encrypt-credentials.ts';
import { useIntegrationSettings } from './integration-settings.ts';
import { prepareConnections } from './prepare-connections.ts';

const NOW = '2026-11-20T10:30:00Z';

const logLines: string[] = [];
const log = createLogger('info', { write: (line) => void logLines.push(line) });

let api: TestApi;
let simulator: Simulator;
let admin: TestClient;
beforeAll(async () => {
  api = await createTestApi({ now: NOW });
  simulator = await startSimulator({ seed: 7, now: api.clock.now, scenario: 'small', enforceLimits: false });
});
afterAll(async () => {
  await simulator.close();
  await api.close();
});
beforeEach(async () => {
  await api.reset();
  useIntegrationSettings(TEST_SETTINGS);
  await createOrganization();
  admin = api.as(await createAdmin());
});

const ERRORS = '... on Error { code message } ... on InvalidInputError { field remedy } ... on ConflictError { field }';
const CREATE = `mutation ($input: CreateConnectionInput!) {
  createConnection(input: $input) {
    __typename ${ERRORS}
    ... on Connection { id name status accountName baseUrl schedule nextSyncAt health vendor { code name } }
  }
}`;
const CHANGE = `mutation ($input: ChangeConnectionInput!) {
  changeConnection(input: $input) {
    __typename ${ERRORS} ... on Connection { name status baseUrl schedule nextSyncAt spreadsPositiveResidual health }
  }
}`;
const credentials = (value: string) => [{ name: 'adminKey', value }];
const anthropic = (overrides: object = {}) => ({
  vendor: 'anthropic',
  name: 'Research',
  baseUrl: simulator.anthropic.baseUrl,
  credentials: credentials(simulator.anthropic.adminKey),
  ...overrides,
});
const create = async (client: TestClient, input: object) =>
  (await client.query<{ createConnection: { id: string; __typename: string } }>(CREATE, { input })).createConnection;
const change = async (input: object) =>
  (await admin.query<{ changeConnection: object }>(CHANGE, { input })).changeConnection;

describe('connecting a vendor', () => {
  test('vendors say which credentials they need', async () => {
    const { vendors } = await admin.query<{ vendors: object[] }>(
      '{ vendors { code name environmentVariable credentialFields { name label help isSecret } streams { name isMoney } } }',
    );
    expect(vendors).toMatchObject([
      {
        code: 'anthropic',
        environmentVariable: 'ANTHROPIC_ADMIN_KEY',
        credentialFields: [{ name: 'adminKey', isSecret: true }],
      },
      { code: 'cursor', environmentVariable: 'CURSOR_ADMIN_KEY', streams: [{ name: 'usage_events', isMoney: true }] },
    ]);
  });

  test('stores the account once the vendor has accepted the key, and queues its first reads', async () => {
    const made = await create(admin, anthropic({ backfillFrom: '2026-10-01' }));
    expect(made).toMatchObject({
      __typename: 'Connection',
      accountName: 'Example Company',
      status: 'ACTIVE',
      schedule: '0 * * * *',
      nextSyncAt: '2026-11-20T11:00:00.000Z',
      health: 'NEVER_SYNCED',
      vendor: { code: 'anthropic', name: 'Anthropic' },
    });
    expect(
      await db.syncRun.findMany({ select: { kind: true, status: true, from: true }, orderBy: { id: 'asc' } }),
    ).toEqual([
      { kind: 'SYNC', status: 'QUEUED', from: null },
      { kind: 'BACKFILL', status: 'QUEUED', from: new Date('2026-10-01') },
    ]);
    expect(await db.auditEvent.findMany({ select: { action: true, subjectId: true } })).toEqual([
      { action: 'createConnection', subjectId: '1' },
    ]);
  });

  test('the key is stored sealed and told nobody', async () => {
    await create(admin, anthropic());
    const { id, encryptedCredentials } = await db.connection.findFirstOrThrow();
    const sealed = encryptedCredentials ?? new Uint8Array();
    expect(Buffer.from(sealed).toString('latin1')).not.toContain(simulator.anthropic.adminKey);
    expect(decryptCredentials(sealed, id, TEST_SETTINGS).credentials).toEqual({
      adminKey: simulator.anthropic.adminKey,
    });
    expect(
      JSON.stringify(await db.auditEvent.findMany(), (_key, value) => (typeof value === 'bigint' ? `${value}` : value)),
    ).not.toContain(simulator.anthropic.adminKey);
  });

  test('a key of the wrong kind is refused with the kind that is needed, and nothing is stored', async () => {
    const refused = await create(admin, anthropic({ credentials: credentials(simulator.anthropic.ordinaryKey) }));
    expect(refused).toMatchObject({
      __typename: 'VendorError',
      code: 'VENDOR_CREDENTIALS',
      message: expect.stringContaining('Admin'),
    });
    expect(await db.connection.count()).toBe(0);
    expect(await db.syncRun.count()).toBe(0);
  });

  test.each([
    ['an unknown vendor', { vendor: 'acme' }, 'vendor'],
    ['an empty name', { name: ' ' }, 'name'],
    ['a missing key', { credentials: [] }, 'credentials.adminKey'],
    ['an empty key', { credentials: credentials('  ') }, 'credentials.adminKey'],
    ['a key with a letter no key has', { credentials: credentials('sk-ant-admin01-ключ') }, 'credentials.adminKey'],
    ['a key of two lines', { credentials: credentials('sk-ant-admin01-a\nb') }, 'credentials.adminKey'],
    ['an unknown field', { credentials: [{ name: 'password', value: 'x' }] }, 'credentials'],
    ['a malformed address', { baseUrl: 'gateway' }, 'baseUrl'],
    ['a malformed schedule', { schedule: 'hourly' }, 'schedule'],
    ['a backfill into the future', { backfillFrom: '2026-12-01' }, 'backfillFrom'],
  ])('%s is refused', async (_case, overrides, field) => {
    expect(await create(admin, anthropic(overrides))).toMatchObject({ __typename: 'InvalidInputError', field });
    expect(await db.connection.count()).toBe(0);
  });

  test('an address in a private network is refused unless allowed', async () => {
    useIntegrationSettings({ ...TEST_SETTINGS, allowPrivateNetwork: false });
    expect(await create(admin, anthropic())).toMatchObject({
      field: 'baseUrl',
      remedy: expect.stringContaining('https'),
    });
    const https = simulator.anthropic.baseUrl.replace('http:', 'https:');
    expect(await create(admin, anthropic({ baseUrl: https }))).toMatchObject({
      field: 'baseUrl',
      remedy: expect.stringContaining('ALLOW_PRIVATE_NETWORK'),
    });
  });

  test('a name or an account that is connected already is refused; another account of the vendor is not', async () => {
    await create(admin, anthropic());
    const lab = {
      baseUrl: simulator.secondAnthropic.baseUrl,
      credentials: credentials(simulator.secondAnthropic.adminKey),
    };
    expect(await create(admin, anthropic(lab))).toMatchObject({ __typename: 'ConflictError', field: 'name' });
    expect(await create(admin, anthropic({ name: 'Twin' }))).toMatchObject({
      __typename: 'ConflictError',
      field: 'credentials',
    });
    expect(await create(admin, anthropic({ name: 'Lab', ...lab }))).toMatchObject({
      accountName: 'Example Research Lab',
    });
  });

  test('a second key of an account that is connected already is refused: it would count twice', async () => {
    await create(admin, anthropic());
    await db.connection.updateMany({ data: { encryptedCredentials: null } });
    expect(await create(admin, anthropic({ name: 'Another key' }))).toMatchObject({
      __typename: 'ConflictError',
      field: 'credentials',
      message: expect.stringContaining('Example Company is connected already'),
    });
    await db.connection.updateMany({ data: { status: 'DISCONNECTED' } });
    expect(await create(admin, anthropic({ name: 'Another key' }))).toMatchObject({
      message: expect.stringContaining('Give that connection the credentials to go on'),
    });
  });

  test('credentials can be tried without storing anything', async () => {
    const CHECK = `mutation ($input: CheckConnectionInput!) {
      checkConnection(input: $input) { __typename ... on CheckedConnection { accountName } }
    }`;
    const { name: _name, ...input } = anthropic();
    expect(await admin.query(CHECK, { input })).toEqual({
      checkConnection: { __typename: 'CheckedConnection', accountName: 'Example Company' },
    });
    expect(await db.connection.count()).toBe(0);
  });
});

describe('who may', () => {
  const id = 'Connection:1';
  const documents: [string, string, Record<string, unknown>][] = [
    ['createConnection', CREATE, { input: { vendor: 'anthropic', name: 'x', credentials: [] } }],
    ['changeConnection', CHANGE, { input: { id } }],
    ['disconnectConnection', `mutation { disconnectConnection(id: "${id}") { __typename } }`, {}],
    ['startSync', `mutation { startSync(connectionId: "${id}") { __typename } }`, {}],
    ['startBackfill', `mutation { startBackfill(connectionId: "${id}", from: "2026-11-01") { __typename } }`, {}],
    ['cancelSync', 'mutation { cancelSync(id: "SyncRun:1") { __typename } }', {}],
    [
      'mapIdentity',
      'mutation { mapIdentity(input: { identityId: "Identity:1", memberId: "Member:1" }) { __typename } }',
      {},
    ],
    ['unmapIdentity', 'mutation { unmapIdentity(input: { identityId: "Identity:1" }) { __typename } }', {}],
    ['ignoreIdentity', 'mutation { ignoreIdentity(identityId: "Identity:1") { __typename } }', {}],
    [
      'checkConnection',
      'mutation { checkConnection(input: { vendor: "anthropic", credentials: [] }) { __typename } }',
      {},
    ],
    ['connections', '{ connections { totalCount } }', {}],
    ['syncRuns', '{ syncRuns { totalCount } }', {}],
    ['identities', '{ identities { totalCount } }', {}],
    ['identityInbox', '{ identityInbox { totalCount } }', {}],
  ];

  test.each(documents)('%s is for administrators', async (_name, document, variables) => {
    const member = await createMember();
    const codes = async (client: TestClient) =>
      (await client.execute(document, variables)).errors.map(({ extensions }) => extensions.code);
    expect(await codes(api.anonymous)).toEqual(['UNAUTHENTICATED']);
    expect(await codes(api.as(member))).toEqual(['FORBIDDEN']);
  });

  test('a token that only reads may look but not change', async () => {
    const [owner] = await db.member.findMany({ where: { role: 'ADMIN' } });
    const reader = api.withToken(await createToken({ member: { id: owner?.id ?? 0 }, scopes: ['READ'] }));
    expect(await reader.query('{ connections { totalCount } }')).toEqual({ connections: { totalCount: 0 } });
    const { errors } = await reader.execute(CREATE, { input: anthropic() });
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });
});

describe('changing a connection', () => {
  test('name, schedule, pause and resume', async () => {
    const { id } = await create(admin, anthropic());
    expect(await change({ id, name: 'Lab', schedule: '30 6 * * *' })).toMatchObject({
      name: 'Lab',
      schedule: '30 6 * * *',
      nextSyncAt: '2026-11-21T06:30:00.000Z',
    });
    expect(await change({ id, isPaused: true })).toMatchObject({
      status: 'PAUSED',
      nextSyncAt: null,
      health: 'PAUSED',
      name: 'Lab',
    });
    expect(await change({ id, isPaused: false })).toMatchObject({
      status: 'ACTIVE',
      nextSyncAt: '2026-11-21T06:30:00.000Z',
    });
  });

  test('new credentials are checked before they replace the stored ones', async () => {
    const { id } = await create(admin, anthropic());
    const before = await db.connection.findFirstOrThrow();
    expect(await change({ id, credentials: credentials('sk-ant-admin01-wrong') })).toMatchObject({
      __typename: 'VendorError',
    });
    expect(await db.connection.findFirstOrThrow()).toEqual(before);
    expect(await change({ id, credentials: credentials(simulator.anthropic.adminKey) })).toMatchObject({
      __typename: 'Connection',
    });
  });

  test('an address that does not answer is not stored', async () => {
    const { id } = await create(admin, anthropic());
    const elsewhere = { id, baseUrl: `${simulator.url}/nowhere` };
    expect(await change({ ...elsewhere, credentials: credentials(simulator.anthropic.adminKey) })).toMatchObject({
      __typename: 'VendorError',
    });
    expect((await db.connection.findFirstOrThrow()).baseUrl).toBe(simulator.anthropic.baseUrl);
  });

  test('a stored key is not sent to another address', async () => {
    const { id } = await create(admin, anthropic());
    expect(await change({ id, baseUrl: `${simulator.url}/elsewhere` })).toMatchObject({
      __typename: 'InvalidInputError',
      field: 'credentials',
    });
    expect(simulator.control.requestLog().some(({ path }) => path.includes('elsewhere'))).toBe(false);
  });

  test('credentials of another account are refused: the histories would mix', async () => {
    const { id } = await create(admin, anthropic());
    const { baseUrl, adminKey } = simulator.secondAnthropic;
    expect(await change({ id, baseUrl, credentials: credentials(adminKey) })).toMatchObject({
      __typename: 'ConflictError',
      field: 'credentials',
    });
  });

  test('spreading the surplus of bills makes its days stale', async () => {
    const { id } = await create(admin, anthropic());
    await db.rollupDay.create({ data: { connectionId: 1, billingDay: new Date('2026-11-01') } });
    expect(await change({ id, spreadsPositiveResidual: true })).toMatchObject({ spreadsPositiveResidual: true });
    await api.settled();
    expect((await db.rollupDay.findFirstOrThrow()).rebuiltAt).not.toBeNull();
  });

  test('disconnecting forgets the key, stops runs and keeps history; the key connects it again', async () => {
    const { id } = await create(admin, anthropic());
    const DISCONNECT = `mutation ($id: ID!) { disconnectConnection(id: $id) { __typename ... on Connection { status } } }`;
    expect(await admin.query(DISCONNECT, { id })).toMatchObject({ disconnectConnection: { status: 'DISCONNECTED' } });
    expect(await db.connection.findFirstOrThrow()).toMatchObject({ encryptedCredentials: null, nextSyncAt: null });
    expect((await db.syncRun.findMany()).map(({ status }) => status)).toEqual(['CANCELLED', 'CANCELLED']);
    const start = await admin.query(`mutation { startSync(connectionId: "${id}") { __typename } }`);
    expect(start).toEqual({ startSync: { __typename: 'ConflictError' } });
    expect(await change({ id, isPaused: false })).toMatchObject({ __typename: 'ConflictError' });
    expect(await change({ id, credentials: credentials(simulator.anthropic.adminKey) })).toMatchObject({
      status: 'ACTIVE',
    });
  });

  test('an unknown or malformed id is said to be so', async () => {
    expect(await change({ id: 'Connection:99', name: 'x' })).toMatchObject({ __typename: 'NotFoundError' });
    expect(await change({ id: 'Member:1', name: 'x' })).toMatchObject({ __typename: 'InvalidInputError', field: 'id' });
    const { errors } = await admin.execute('{ connection(id: "one") { name } }');
    expect(errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT', field: 'id' } }]);
  });
});

describe('connections from the environment', () => {
  const declared = (adminKey: string | undefined) =>
    useIntegrationSettings({
      ...TEST_SETTINGS,
      connections: { anthropic: { adminKey, baseUrl: simulator.anthropic.baseUrl } },
    });

  test('a key declares one connection however often the process starts, and is not stored', async () => {
    declared(simulator.anthropic.adminKey);
    await prepareConnections(log, api.clock.now);
    await prepareConnections(log, api.clock.now);
    expect(await db.connection.findMany()).toMatchObject([
      {
        name: 'Anthropic',
        environmentKey: 'ANTHROPIC_ADMIN_KEY',
        encryptedCredentials: null,
        nextSyncAt: new Date(NOW),
      },
    ]);
    expect(await change({ id: 'Connection:1', credentials: credentials('x') })).toMatchObject({ field: 'credentials' });
    expect(await change({ id: 'Connection:1', name: 'Ours' })).toMatchObject({ name: 'Ours' });
  });

  test('an empty key declares nothing', async () => {
    declared('  ');
    await prepareConnections(log, api.clock.now);
    expect(await db.connection.count()).toBe(0);
  });

  test('an address that may not be used is logged, not fatal', async () => {
    useIntegrationSettings({
      ...TEST_SETTINGS,
      allowPrivateNetwork: false,
      connections: { anthropic: { adminKey: 'key', baseUrl: 'http://127.0.0.1:1' } },
    });
    await prepareConnections(log, api.clock.now);
    expect(await db.connection.count()).toBe(0);
    expect(logLines.join('')).toContain('baseUrl');
  });
});

test('after the secret changed, stored keys are sealed with the new one', async () => {
  await create(admin, anthropic());
  const rotated = {
    ...TEST_SETTINGS,
    secret: 'another secret of at least 32 characters',
    previousSecrets: [TEST_SETTINGS.secret],
  };
  useIntegrationSettings(rotated);
  await prepareConnections(log, api.clock.now);
  const { id, encryptedCredentials } = await db.connection.findFirstOrThrow();
  const opened = decryptCredentials(encryptedCredentials ?? new Uint8Array(), id, { ...rotated, previousSecrets: [] });
  expect(opened.credentials).toEqual({ adminKey: simulator.anthropic.adminKey });
});

describe('runs', () => {
  const SYNC =
    'mutation ($id: ID!) { startSync(connectionId: $id) { __typename ... on SyncRun { id status trigger } } }';
  const CANCEL =
    'mutation ($id: ID!) { cancelSync(id: $id) { __typename ... on SyncRun { status } ... on Error { message } } }';

  test('a sync under way is answered instead of a second one; a queued one is cancelled at once', async () => {
    const { id } = await create(admin, anthropic());
    const again = await admin.query<{ startSync: { id: string } }>(SYNC, { id });
    expect(again).toMatchObject({ startSync: { id: 'SyncRun:1', status: 'QUEUED' } });
    expect(await admin.query(CANCEL, { id: 'SyncRun:1' })).toMatchObject({ cancelSync: { status: 'CANCELLED' } });
    expect(await admin.query(CANCEL, { id: 'SyncRun:1' })).toMatchObject({
      cancelSync: { __typename: 'ConflictError' },
    });
    expect(await admin.query(SYNC, { id })).toMatchObject({ startSync: { id: 'SyncRun:3' } });
  });

  const BACKFILL = `mutation ($id: ID!, $from: Date!, $until: Date) {
    startBackfill(connectionId: $id, from: $from, until: $until) {
      __typename ... on SyncRun { id from until } ... on InvalidInputError { field message remedy }
    }
  }`;
  const backfill = (days: object, id: string) => admin.query<{ startBackfill: object }>(BACKFILL, { id, ...days });

  test('a backfill may have an end; one under way that holds its days is answered instead', async () => {
    const { id } = await create(admin, anthropic({ backfillFrom: '2026-11-19' }));
    const march = { from: '2026-03-01', until: '2026-04-01' };
    const run = { __typename: 'SyncRun', id: 'SyncRun:3', ...march };
    expect(await backfill(march, id)).toEqual({ startBackfill: run });
    expect(await backfill({ from: '2026-03-10', until: '2026-03-20' }, id)).toEqual({ startBackfill: run });
    for (const other of [{ from: '2026-03-01', until: '2026-04-02' }, { from: '2026-03-01' }]) {
      expect(await backfill(other, id)).not.toMatchObject({ startBackfill: { id: 'SyncRun:3' } });
    }
    expect(await db.auditEvent.findFirst({ where: { action: 'startBackfill' }, orderBy: { id: 'asc' } })).toMatchObject(
      {
        after: { syncRun: 3, ...march },
      },
    );
  });

  test('a backfill that ends in the future goes through today', async () => {
    const { id } = await create(admin, anthropic({ backfillFrom: '2026-11-19' }));
    expect(await backfill({ from: '2026-03-01', until: '2026-12-31' }, id)).toMatchObject({
      startBackfill: { from: '2026-03-01', until: null },
    });
  });

  test.each(['2026-03-01', '2026-02-28'])(
    'a backfill that ends on %s, not after its first day, is refused',
    async (until) => {
      const { id } = await create(admin, anthropic());
      expect(await backfill({ from: '2026-03-01', until }, id)).toEqual({
        startBackfill: {
          __typename: 'InvalidInputError',
          field: 'until',
          message: `until: ${until} is not after 2026-03-01. It is the day after the last one.`,
          remedy: 'It is the day after the last one.',
        },
      });
    },
  );

  test('are listed latest first, counted and filtered', async () => {
    const { id } = await create(admin, anthropic());
    const LIST = `query ($filter: SyncRunFilter) {
      syncRuns(first: 1, filter: $filter) { totalCount edges { node { kind status connection { name } } } }
    }`;
    expect(await admin.query(LIST)).toEqual({
      syncRuns: {
        totalCount: 2,
        edges: [{ node: { kind: 'BACKFILL', status: 'QUEUED', connection: { name: 'Research' } } }],
      },
    });
    expect(await admin.query(LIST, { filter: { connectionId: id, kind: 'SYNC' } })).toMatchObject({
      syncRuns: { totalCount: 1, edges: [{ node: { kind: 'SYNC' } }] },
    });
    expect(await admin.query(LIST, { filter: { statuses: ['FAILED'] } })).toMatchObject({
      syncRuns: { totalCount: 0 },
    });
  });
});
