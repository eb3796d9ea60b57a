import { afterAll, beforeAll, expect, test } from 'vitest';
import { db } from '../../db.ts';
import { createAdmin, createMember, createOrganization, createToken } from '../../test/factories.ts';
import { createTestApi, type TestApi } from '../../test/graphql-client.ts';

let api: TestApi;
let member: { id: number };
let reader: string;
beforeAll(async () => {
  api = await createTestApi();
  await createOrganization();
  member = await createMember();
  reader = await createToken({ member, scopes: ['READ', 'USAGE_WRITE'] });
});
afterAll(() => api.close());

/** Every mutation of people and access with an input that would do; 'ADMIN' ones are refused to members. */
const mutations: readonly [name: string, input: object, forWhom: 'ADMIN' | 'SELF'][] = [
  ['inviteMember', { email: 'new@acme.test' }, 'ADMIN'],
  ['changeMember', { memberId: 'Member:999', name: 'x' }, 'ADMIN'],
  ['deactivateMember', { memberId: 'Member:1' }, 'ADMIN'],
  ['reactivateMember', { memberId: 'Member:1' }, 'ADMIN'],
  ['createPasswordResetLink', { memberId: 'Member:1' }, 'ADMIN'],
  ['createTeam', { name: 'x' }, 'ADMIN'],
  ['changeTeam', { teamId: 'Team:1', name: 'x' }, 'ADMIN'],
  ['archiveTeam', { teamId: 'Team:1' }, 'ADMIN'],
  ['setTeamMembership', { memberId: 'Member:1' }, 'ADMIN'],
  ['setTeamMemberships', { memberIds: ['Member:1'] }, 'ADMIN'],
  ['createProject', { name: 'x' }, 'ADMIN'],
  ['changeProject', { projectId: 'Project:1', name: 'x' }, 'ADMIN'],
  ['archiveProject', { projectId: 'Project:1' }, 'ADMIN'],
  ['createAgent', { name: 'x' }, 'ADMIN'],
  ['changeAgent', { agentId: 'Agent:1', name: 'x' }, 'SELF'],
  ['archiveAgent', { agentId: 'Agent:1' }, 'SELF'],
  ['createApiToken', { name: 'x', scopes: ['READ'] }, 'SELF'],
  ['revokeApiToken', { apiTokenId: 'ApiToken:1' }, 'SELF'],
  ['changePassword', { currentPassword: 'x', newPassword: 'y' }, 'SELF'],
];

const document = (name: string) =>
  `mutation ($input: ${name.charAt(0).toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { __typename } }`;

test.each(mutations)(
  '%s is refused to strangers, to tokens without MANAGE, and changes nothing',
  async (name, input) => {
    const before = await counts();
    const callers = [
      [api.anonymous, 'UNAUTHENTICATED'],
      [api.withToken(reader), 'FORBIDDEN'],
    ] as const;
    for (const [client, code] of callers)
      expect((await client.execute(document(name), { input })).errors).toMatchObject([
        { extensions: { code }, path: [name] },
      ]);
    expect(await counts()).toEqual(before);
  },
);

const forAdmins = mutations.filter(([, , forWhom]) => forWhom === 'ADMIN');

test.each(forAdmins)('%s is refused to members', async (name, input) => {
  const { errors } = await api.as(member).execute(document(name), { input });
  expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
});

const byPeopleOnly: readonly (readonly [name: string, input: object])[] = [
  ['createApiToken', { name: 'x', scopes: ['READ'], expiresAt: '2026-12-01T00:00:00Z' }],
  ['createPasswordResetLink', { memberId: 'Member:1' }],
  ['inviteMember', { email: 'accomplice@acme.test', role: 'ADMIN' }],
  ['changeMember', { memberId: 'Member:1', role: 'ADMIN' }],
  ['reactivateMember', { memberId: 'Member:1' }],
  ['changePassword', { currentPassword: 'x', newPassword: 'y' }],
];

test.each(byPeopleOnly)(
  '%s is refused to the strongest token, with the reason, and changes nothing',
  async (name, input) => {
    const token = await createToken({ member: await createAdmin(), scopes: ['READ', 'USAGE_WRITE', 'MANAGE'] });
    const before = await counts();
    expect((await api.withToken(token).execute(document(name), { input })).errors).toMatchObject([
      { message: expect.stringContaining('An API token cannot manage tokens'), extensions: { code: 'FORBIDDEN' } },
    ]);
    expect(await counts()).toEqual(before);
  },
);

test('a token may still rename a member and take access away', async () => {
  const token = api.withToken(await createToken({ member: await createAdmin(), scopes: ['MANAGE'] }));
  const leaver = await createMember();
  const input = { memberId: `Member:${leaver.id}` };
  for (const [name, change] of [
    ['changeMember', { ...input, name: 'New Name' }],
    ['deactivateMember', input],
  ] as const)
    expect((await token.execute(document(name), { input: change })).data).toEqual({ [name]: { __typename: 'Member' } });
});

const counts = async () => [
  await db.member.count(),
  await db.team.count(),
  await db.project.count(),
  await db.agent.count(),
  await db.apiToken.count(),
  await db.accountLink.count(),
  await db.auditEvent.count(),
];

test('every list is refused to strangers', async () => {
  for (const list of ['members', 'teams', 'projects', 'agents', 'apiTokens', 'auditEvents'])
    expect((await api.anonymous.execute(`{ ${list} { totalCount } }`)).errors).toMatchObject([
      { extensions: { code: 'UNAUTHENTICATED' } },
    ]);
  for (const one of ['member(id: "Member:1")', 'team(id: "Team:1")', 'agent(id: "Agent:1")', 'organization'])
    expect((await api.anonymous.execute(`{ ${one} { name } }`)).errors).toMatchObject([
      { extensions: { code: 'UNAUTHENTICATED' } },
    ]);
});
