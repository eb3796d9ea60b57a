import { describe, expect, test } from 'vitest';
import { db } from '../../db.ts';
import {
  createAdmin,
  createMember,
  createMembership,
  createOrganization,
  createSession,
  createTeam,
  createToken,
} from '../../test/factories.ts';
import type { TestClient } from '../../test/graphql-client.ts';
import { useTestApi } from '../../test/use-test-api.ts';

const api = useTestApi(() => createOrganization());

interface Members {
  members: {
    totalCount: number;
    edges: { cursor: string; node: { name: string; email: string | null } }[];
    pageInfo: { hasNextPage: boolean; endCursor: string };
  };
}
const LIST = `query ($search: String, $role: MemberRole, $status: [MemberStatus!], $teamId: ID, $orderBy: MemberOrder! = { field: NAME }, $first: Int, $after: String) {
  members(search: $search, role: $role, status: $status, teamId: $teamId, orderBy: $orderBy, first: $first, after: $after) {
    totalCount
    edges { cursor node { name email } }
    pageInfo { hasNextPage endCursor }
  }
}`;
const list = async (client: TestClient, variables: object = {}) =>
  (await client.query<Members>(LIST, { ...variables })).members;
const names = async (client: TestClient, variables: object = {}) =>
  (await list(client, variables)).edges.map(({ node }) => node.name);
const change = (client: TestClient, name: string, input: object) =>
  client.execute(
    `mutation ($input: ${name.charAt(0).toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) {
      ... on Member { name role status deactivatedAt } ... on Error { code message } } }`,
    { input },
  );
const id = ({ id }: { id: number }) => `Member:${id}`;

describe('members', () => {
  test('are filtered, ordered and paged with a total', async () => {
    const admin = await createAdmin({ name: 'Ada', email: 'z@acme.test' });
    const bob = await createMember({ name: 'bob', email: 'y@acme.test' });
    await createMember({ name: 'Cleo', email: 'x@acme.test', status: 'DEACTIVATED' });
    const team = await createTeam();
    await createMembership(bob, team, { from: '2026-11-15' });
    const client = api.as(admin);
    expect(await names(client, { orderBy: { field: 'EMAIL', direction: 'ASC' } })).toEqual(['Cleo', 'bob', 'Ada']);
    for (const wildcard of ['%', '_', 'b_b', '\\'])
      expect([wildcard, await names(client, { search: wildcard })]).toEqual([wildcard, []]);
    expect(await names(client, { search: 'Y@ACME' })).toEqual(['bob']);
    expect(await names(client, { role: 'ADMIN' })).toEqual(['Ada']);
    expect(await names(client, { status: ['DEACTIVATED', 'INVITED'] })).toEqual(['Cleo']);
    expect(await names(client, { teamId: `Team:${team.id}` })).toEqual(['bob']);
    api.clock.set('2026-11-14T12:00:00Z');
    expect(await names(client, { teamId: `Team:${team.id}` })).toEqual([]);
    api.clock.set('2026-11-15T12:00:00Z');
    const first = await list(client, { first: 2, orderBy: { field: 'CREATED_AT', direction: 'DESC' } });
    expect(first).toMatchObject({
      totalCount: 3,
      edges: [{ node: { name: 'Cleo' } }, { node: { name: 'bob' } }],
      pageInfo: { hasNextPage: true },
    });
    const rest = await list(client, {
      first: 2,
      after: first.pageInfo.endCursor,
      orderBy: { field: 'CREATED_AT', direction: 'DESC' },
    });
    expect(rest).toMatchObject({ edges: [{ node: { name: 'Ada' } }], pageInfo: { hasNextPage: false } });
  });

  test('show members each other’s names and teams, and themselves everything', async () => {
    const [ada, bob] = [await createMember({ name: 'Ada' }), await createMember({ name: 'Bob' })];
    await createMembership(bob, await createTeam({ name: 'Research', costCentre: '4711' }));
    const fields = 'name email role status createdAt team { name costCentre }';
    const one = (client: TestClient, member: { id: number }) =>
      client.query(`{ member(id: "${id(member)}") { ${fields} } }`);
    expect(await one(api.as(ada), bob)).toEqual({
      member: {
        name: 'Bob',
        email: null,
        role: null,
        status: null,
        createdAt: null,
        team: { name: 'Research', costCentre: null },
      },
    });
    expect(await one(api.as(bob), bob)).toMatchObject({
      member: { email: bob.email, role: 'MEMBER', status: 'ACTIVE' },
    });
    expect(await one(api.as(await createAdmin()), bob)).toMatchObject({
      member: { email: bob.email, team: { costCentre: '4711' } },
    });
    expect(await names(api.as(ada), { search: bob.email })).toEqual([]);
    for (const variables of [{ role: 'ADMIN' }, { status: ['ACTIVE'] }, { orderBy: { field: 'EMAIL' } }])
      expect((await api.as(ada).execute(LIST, variables)).errors).toMatchObject([
        { extensions: { code: 'FORBIDDEN' } },
      ]);
    const foreign = await api.as(ada).execute(`{ member(id: "${id(bob)}") { name memberships { from } } }`);
    expect(foreign).toMatchObject({
      data: { member: { name: 'Bob', memberships: null } },
      errors: [{ extensions: { code: 'FORBIDDEN' } }],
    });
  });

  test('answer a malformed id by naming it, an unknown one with null', async () => {
    const client = api.as(await createAdmin());
    for (const wrong of ['12', 'Team:12', 'Member:x', ''])
      expect((await client.execute(`{ member(id: "${wrong}") { name } }`)).errors).toMatchObject([
        { extensions: { code: 'INVALID_INPUT', field: 'id', value: wrong, remedy: expect.stringContaining(':12') } },
      ]);
    expect(await client.query('{ member(id: "Member:999") { name } }')).toEqual({ member: null });
  });

  test('are read with as many statements for thirty as for one', async () => {
    const admin = await createAdmin();
    const team = await createTeam();
    const client = api.as(admin);
    const read = () =>
      client.query(
        '{ members(first: 50) { totalCount edges { node { name email team { name memberCount } memberships { from team { name } } ownedAgents { name } } } } }',
      );
    await createMembership(admin, team);
    await read();
    const one = await api.statements(read);
    for (let number = 0; number < 29; number += 1) await createMembership(await createMember(), await createTeam());
    const thirty = await api.statements(read);
    expect(thirty.length).toBe(one.length);
    expect(thirty.length).toBeLessThanOrEqual(12);
  });
});

describe('changing a member', () => {
  test('one’s own name oneself; role and others an administrator only', async () => {
    const [ada, bob, admin] = [await createMember(), await createMember(), await createAdmin()];
    expect((await change(api.as(ada), 'changeMember', { memberId: id(ada), name: 'Ada L.' })).data).toMatchObject({
      changeMember: { name: 'Ada L.' },
    });
    for (const input of [
      { memberId: id(bob), name: 'x' },
      { memberId: id(ada), role: 'ADMIN' },
    ])
      expect((await change(api.as(ada), 'changeMember', input)).errors).toMatchObject([
        { extensions: { code: 'FORBIDDEN' } },
      ]);
    expect((await change(api.as(admin), 'changeMember', { memberId: id(bob), role: 'ADMIN' })).data).toMatchObject({
      changeMember: { role: 'ADMIN' },
    });
    const events = await db.auditEvent.findMany({ where: { action: 'changeMember' }, orderBy: { id: 'asc' } });
    expect(events).toMatchObject([
      { memberId: ada.id, subjectId: String(ada.id), before: { name: ada.name }, after: { name: 'Ada L.' } },
      { memberId: admin.id, subjectId: String(bob.id), before: { role: 'MEMBER' }, after: { role: 'ADMIN' } },
    ]);
  });

  test('deactivating ends sessions, tokens and links and keeps the rest', async () => {
    const admin = await createAdmin();
    const member = await createMember();
    const cookie = await createSession(member, api.clock.now());
    const token = await createToken({ member });
    await createMembership(member, await createTeam());
    const { data } = await change(api.as(admin), 'deactivateMember', { memberId: id(member) });
    expect(data).toEqual({
      deactivateMember: {
        name: member.name,
        role: 'MEMBER',
        status: 'DEACTIVATED',
        deactivatedAt: '2026-11-15T12:00:00.000Z',
      },
    });
    for (const client of [api.withCookie(cookie), api.withToken(token)])
      expect((await client.execute('{ viewer { name } }')).errors).toMatchObject([
        { extensions: { code: 'UNAUTHENTICATED' } },
      ]);
    expect(await db.teamMembership.count({ where: { memberId: member.id } })).toBe(1);
    expect((await change(api.as(admin), 'reactivateMember', { memberId: id(member) })).data).toMatchObject({
      reactivateMember: { status: 'UNCLAIMED', deactivatedAt: null },
    });
    expect((await api.withToken(token).execute('{ viewer { name } }')).errors).toMatchObject([
      { message: expect.stringContaining('revoked') },
    ]);
  });

  test('never leaves the organization without an administrator, not even by two at once', async () => {
    const [one, two] = [await createAdmin(), await createAdmin()];
    await createAdmin({ status: 'DEACTIVATED' });
    await createAdmin({ status: 'INVITED' });
    const codes = (
      await Promise.all([
        change(api.as(one), 'deactivateMember', { memberId: id(two) }),
        change(api.as(two), 'deactivateMember', { memberId: id(one) }),
      ])
    ).map(
      ({ data, errors }) =>
        errors[0]?.extensions.code ?? Object.values(data as Record<string, { code?: string }>)[0]?.code ?? 'done',
    );
    expect(codes.filter((code) => code === 'done')).toHaveLength(1);
    const left = await db.member.findFirstOrThrow({ where: { role: 'ADMIN', status: 'ACTIVE' } });
    for (const [name, input] of [
      ['deactivateMember', {}],
      ['changeMember', { role: 'MEMBER' }],
    ] as const) {
      const { data } = await change(api.as(left), name, { memberId: id(left), ...input });
      expect(data).toMatchObject({
        [name]: { code: 'CONFLICT', message: expect.stringContaining('last active administrator') },
      });
    }
  });
});
