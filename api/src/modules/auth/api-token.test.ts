import { describe, expect, test } from 'vitest';
import { db } from '../../db.ts';
import { createAdmin, createAgent, createMember, createOrganization, createToken } from '../../test/factories.ts';
import type { TestClient } from '../../test/graphql-client.ts';
import { useTestApi } from '../../test/use-test-api.ts';

const api = useTestApi(() => createOrganization(), { requestsPerMinute: 20 });

const CREATE = `mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) {
  ... on CreatedApiToken { token apiToken { id name prefix scopes expiresAt isUsable member { name } agent { name } } }
  ... on Error { code ... on InvalidInputError { field } }
} }`;
const REVOKE = `mutation ($id: ID!) { revokeApiToken(input: { apiTokenId: $id }) {
  ... on ApiToken { revokedAt isUsable } ... on Error { code }
} }`;
const VIEWER = '{ viewer { name } }';
interface Created {
  token: string;
  apiToken: { id: string; prefix: string };
  code?: string;
}
const create = async (client: TestClient, input: object) =>
  (await client.query<{ createApiToken: Created }>(CREATE, { input })).createApiToken;
const refusal = async (client: TestClient, document = VIEWER) => {
  const { errors, status } = await client.execute(document);
  return { status, code: errors[0]?.extensions.code, message: errors[0]?.message };
};

describe('an API token', () => {
  test('is shown once, stored as a hash, and acts for its owner', async () => {
    const member = await createMember();
    const agent = await createAgent({ ownerMemberId: member.id });
    const input = { name: 'CI', scopes: ['MANAGE'], expiresAt: '2027-01-01T00:00:00Z', agentId: `Agent:${agent.id}` };
    const { token, apiToken } = await create(api.as(member), input);
    expect(token).toMatch(/^outlay_[\w-]{43}$/);
    expect(apiToken).toMatchObject({
      name: 'CI',
      scopes: ['READ', 'MANAGE'],
      prefix: token.slice(0, 13),
      isUsable: true,
      member: { name: member.name },
      agent: { name: agent.name },
    });
    expect(await api.withToken(token).query(VIEWER)).toEqual({ viewer: { name: member.name } });
    const stored = JSON.stringify([
      await db.apiToken.findMany(),
      await db.auditEvent.findMany({ select: { after: true } }),
    ]);
    expect(stored).not.toContain(token.slice(13));
  });

  test('that opens nothing is told why, with 401', async () => {
    const member = await createMember();
    const now = api.clock.now();
    const expired = await createToken({ member, expiresAt: new Date('2026-11-15T11:59:59Z') });
    const revoked = await createToken({ member, revokedAt: now });
    const orphan = await createToken({ member: await createMember({ status: 'DEACTIVATED' }) });
    const cases = [
      [expired, /expired on 2026-11-15T11:59:59/],
      [revoked, /revoked on 2026-11-15/],
      [orphan, /owner has been deactivated/],
      ['outlay_unknown', /unknown/],
      ['two words', /cannot be read/],
    ] as const;
    for (const [token, message] of cases)
      expect(await refusal(api.withToken(token), '{ setup { isSetUp } }')).toEqual({
        status: 401,
        code: 'UNAUTHENTICATED',
        message: expect.stringMatching(message),
      });
    expect(await refusal(api.anonymous)).toMatchObject({ status: 200, code: 'UNAUTHENTICATED' });
  });

  test('expires at its instant', async () => {
    const token = await createToken({ member: await createMember(), expiresAt: new Date('2026-11-15T12:01:00Z') });
    expect((await api.withToken(token).execute(VIEWER)).errors).toEqual([]);
    api.clock.advance({ minutes: 1 });
    expect((await refusal(api.withToken(token))).message).toMatch(/expired/);
  });

  test('never exceeds its owner: a demoted administrator’s is a member’s', async () => {
    const admin = await createAdmin();
    const token = await createToken({ member: admin, scopes: ['READ', 'MANAGE'] });
    expect((await api.withToken(token).execute('{ auditEvents { totalCount } }')).errors).toEqual([]);
    await db.member.update({ where: { id: admin.id }, data: { role: 'MEMBER' } });
    expect((await refusal(api.withToken(token), '{ auditEvents { totalCount } }')).code).toBe('FORBIDDEN');
  });

  test('does what its scopes say and no more', async () => {
    const member = await createMember();
    const reader = api.withToken(await createToken({ member, scopes: ['READ'] }));
    const writer = api.withToken(await createToken({ member, scopes: ['USAGE_WRITE'] }));
    expect((await refusal(writer)).code).toBe('FORBIDDEN');
    const { errors } = await reader.execute(CREATE, { input: { name: 'more', scopes: ['MANAGE'] } });
    expect(errors).toMatchObject([
      { message: expect.stringContaining('An API token cannot manage tokens'), extensions: { code: 'FORBIDDEN' } },
    ]);
  });

  test('remembers its last use to the minute', async () => {
    const token = await createToken({ member: await createMember() });
    const uses = [];
    for (const seconds of [0, 59, 1]) {
      api.clock.advance({ seconds });
      await api.withToken(token).query(VIEWER);
      uses.push((await db.apiToken.findFirstOrThrow()).lastUsedAt?.toISOString());
    }
    expect(uses).toEqual(['2026-11-15T12:00:00.000Z', '2026-11-15T12:00:00.000Z', '2026-11-15T12:01:00.000Z']);
  });

  test('is held to so many requests a minute', async () => {
    const member = await createMember();
    const token = api.withToken(await createToken({ member }));
    const other = api.withToken(await createToken({ member }));
    for (let request = 0; request < 20; request += 1) await token.query(VIEWER);
    const { status, errors, headers } = await token.execute(VIEWER);
    expect({ status, retry: headers.get('retry-after'), code: errors[0]?.extensions.code }).toEqual({
      status: 429,
      retry: '60',
      code: 'RATE_LIMITED',
    });
    await other.query(VIEWER);
    api.clock.advance({ minutes: 1 });
    await token.query(VIEWER);
  });

  test('of a member lasts a year at most, of an administrator for ever', async () => {
    const [member, admin] = [api.as(await createMember()), api.as(await createAdmin())];
    const input = (expiresAt?: string) => ({ name: 'x', scopes: ['READ'], expiresAt });
    const wrong = { code: 'INVALID_INPUT', field: 'expiresAt' };
    expect(await create(member, input())).toEqual(wrong);
    for (const client of [member, admin]) {
      expect(await create(client, input('2027-11-30T00:00:00Z'))).toEqual(wrong);
      expect(await create(client, input('2026-11-15T12:00:00Z'))).toEqual(wrong);
      expect((await create(client, input('2027-11-15T12:00:00Z'))).token).toBeDefined();
    }
    expect((await create(admin, input())).token).toBeDefined();
    expect(await create(admin, { name: ' ', scopes: ['READ'] })).toEqual({ code: 'INVALID_INPUT', field: 'name' });
    expect(await create(admin, { name: 'x', scopes: [] })).toEqual({ code: 'INVALID_INPUT', field: 'scopes' });
  });

  test('pushes only for an agent of the caller’s own', async () => {
    const member = await createMember();
    const foreign = await createAgent({ ownerMemberId: (await createMember()).id });
    const input = { name: 'x', scopes: ['READ'], expiresAt: '2027-01-01T00:00:00Z', agentId: `Agent:${foreign.id}` };
    const { errors } = await api.as(member).execute(CREATE, { input });
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    expect(await create(api.as(member), { ...input, agentId: 'Agent:999' })).toEqual({ code: 'NOT_FOUND' });
  });

  test('is listed to its owner and revoked by them; administrators see and revoke all', async () => {
    const [ada, bob, admin] = [await createMember(), await createMember(), await createAdmin()];
    await createToken({ member: ada, name: 'ada' });
    await createToken({ member: bob, name: 'bob' });
    const list = async (client: TestClient, args = '') =>
      (
        await client.query<{ apiTokens: { totalCount: number; edges: { node: { id: string; name: string } }[] } }>(
          `{ apiTokens${args} { totalCount edges { node { id name } } } }`,
        )
      ).apiTokens;
    const own = await list(api.as(ada));
    expect(own).toMatchObject({ totalCount: 1, edges: [{ node: { name: 'ada' } }] });
    expect((await list(api.as(admin))).totalCount).toBe(2);
    const bobs = await list(api.as(admin), `(memberId: "Member:${bob.id}")`);
    expect((await refusal(api.as(ada), `{ apiTokens(memberId: "Member:${bob.id}") { totalCount } }`)).code).toBe(
      'FORBIDDEN',
    );
    const id = bobs.edges[0]?.node.id;
    expect(await api.as(ada).query(REVOKE, { id })).toEqual({ revokeApiToken: { code: 'NOT_FOUND' } });
    expect(await api.as(admin).query(REVOKE, { id })).toMatchObject({ revokeApiToken: { isUsable: false } });
    expect(await list(api.as(admin), '(isRevoked: false)')).toMatchObject({ totalCount: 1 });
  });
});
