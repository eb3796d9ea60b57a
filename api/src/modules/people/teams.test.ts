import { describe, expect, test } from 'vitest';
import { db } from '../../db.ts';
import {
  createAdmin,
  createAgent,
  createMember,
  createMembership,
  createOrganization,
  createProject,
  createTeam,
} from '../../test/factories.ts';
import type { TestClient } from '../../test/graphql-client.ts';
import { useTestApi } from '../../test/use-test-api.ts';

let admin: TestClient;
const api = useTestApi(async () => {
  await createOrganization();
  admin = api.as(await createAdmin({ name: 'Admin' }));
});

const run = async (client: TestClient, name: string, input: object, fields: string) => {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  const document = `mutation ($input: ${type}!) { ${name}(input: $input) { ${fields} ... on Error { code message } } }`;
  return (await client.query<Record<string, unknown>>(document, { input }))[name];
};
const day = (date: Date | null) => date?.toISOString().slice(0, 10) ?? null;
const history = async (memberId: number) =>
  (await db.teamMembership.findMany({ where: { memberId }, orderBy: [{ from: { sort: 'asc', nulls: 'first' } }] })).map(
    ({ teamId, from, until }) => [teamId, day(from), day(until)],
  );

describe('teams and projects', () => {
  test.each([
    ['Team', 'teams', 'costCentre'],
    ['Project', 'projects', 'name'],
  ])('a %s is created, changed, archived and restored', async (type, list, field) => {
    const key = `${type.toLowerCase()}Id`;
    const fields = `... on ${type} { id name archivedAt }`;
    const created = await run(admin, `create${type}`, { name: '  Research ' }, fields);
    expect(created).toEqual({ id: `${type}:1`, name: 'Research', archivedAt: null });
    expect(await run(admin, `create${type}`, { name: 'Research' }, fields)).toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('"Research"'),
    });
    expect(await run(admin, `create${type}`, { name: ' ' }, fields)).toMatchObject({ code: 'INVALID_INPUT' });
    const input = { [key]: `${type}:1`, name: 'Science', [field]: 'Science' };
    expect(await run(admin, `change${type}`, input, fields)).toMatchObject({ name: 'Science' });
    expect(await run(admin, `archive${type}`, { [key]: `${type}:1` }, fields)).toMatchObject({
      archivedAt: '2026-11-15T12:00:00.000Z',
    });
    expect(await admin.query(`{ ${list}(isArchived: false) { totalCount } }`)).toEqual({ [list]: { totalCount: 0 } });
    expect(await run(admin, `archive${type}`, { [key]: `${type}:1`, isArchived: false }, fields)).toMatchObject({
      archivedAt: null,
    });
    expect(await run(admin, `archive${type}`, { [key]: `${type}:9` }, fields)).toMatchObject({ code: 'NOT_FOUND' });
    const actions = (await db.auditEvent.findMany({ orderBy: { id: 'asc' } })).map(({ action, subjectId }) => [
      action,
      subjectId,
    ]);
    expect(actions).toEqual(
      [`create${type}`, `change${type}`, `archive${type}`, `restore${type}`].map((action) => [action, '1']),
    );
  });

  test('are listed by name, searched and paged', async () => {
    for (const name of ['Beta', 'Alpha', 'Gamma']) await createTeam({ name });
    expect(await admin.query('{ teams(first: 2) { totalCount edges { node { name } } } }')).toEqual({
      teams: { totalCount: 3, edges: [{ node: { name: 'Alpha' } }, { node: { name: 'Beta' } }] },
    });
    expect(
      await admin.query(
        '{ teams(search: "AMM", orderBy: { field: CREATED_AT, direction: DESC }) { edges { node { name memberCount } } } }',
      ),
    ).toEqual({
      teams: { edges: [{ node: { name: 'Gamma', memberCount: 0 } }] },
    });
  });

  test('count the members of today', async () => {
    const team = await createTeam();
    await createMembership(await createMember(), team, { until: '2026-11-15' });
    await createMembership(await createMember(), team, { from: '2026-11-15' });
    await createMembership(await createMember({ status: 'DEACTIVATED' }), team);
    expect(await admin.query(`{ team(id: "Team:${team.id}") { memberCount } }`)).toEqual({ team: { memberCount: 1 } });
  });
});

describe('team memberships', () => {
  const set = (memberId: number, team: { id: number } | null, from?: string) =>
    run(
      admin,
      'setTeamMembership',
      { memberId: `Member:${memberId}`, teamId: team ? `Team:${team.id}` : null, from },
      '... on Member { team { name } }',
    );

  test('without a day hold for all time; with one they end what held before', async () => {
    const { id } = await createMember();
    const [a, b, c] = [await createTeam(), await createTeam(), await createTeam()];
    expect(await set(id, a)).toEqual({ team: { name: a.name } });
    await set(id, c, '2026-12-01');
    expect(await set(id, b, '2026-11-10')).toEqual({ team: { name: b.name } });
    expect(await history(id)).toEqual([
      [a.id, null, '2026-11-10'],
      [b.id, '2026-11-10', null],
    ]);
    expect(await set(id, null, '2026-11-14')).toEqual({ team: null });
    expect(await history(id)).toEqual([
      [a.id, null, '2026-11-10'],
      [b.id, '2026-11-10', '2026-11-14'],
    ]);
    await set(id, c);
    expect(await history(id)).toEqual([[c.id, null, null]]);
  });

  test('of several members change together or not at all', async () => {
    const [one, two] = [await createMember({ name: 'One' }), await createMember({ name: 'Two' })];
    const team = await createTeam();
    const input = (ids: number[]) => ({ memberIds: ids.map((id) => `Member:${id}`), teamId: `Team:${team.id}` });
    const fields = '... on TeamMembershipsChange { members { name } }';
    expect(await run(admin, 'setTeamMemberships', input([one.id, 999]), fields)).toMatchObject({ code: 'NOT_FOUND' });
    expect(await db.teamMembership.count()).toBe(0);
    expect(await run(admin, 'setTeamMemberships', input([two.id, one.id, two.id]), fields)).toEqual({
      members: [{ name: 'One' }, { name: 'Two' }],
    });
    expect(await db.teamMembership.count()).toBe(2);
    expect(await run(admin, 'setTeamMemberships', input([]), fields)).toMatchObject({ code: 'INVALID_INPUT' });
    expect(await db.auditEvent.count({ where: { action: 'setTeamMembership' } })).toBe(2);
  });

  test('changed by two at once never overlap', async () => {
    const { id } = await createMember();
    const teams = [await createTeam(), await createTeam(), await createTeam()];
    await Promise.all(teams.map((team) => set(id, team, '2026-11-01')));
    expect(await history(id)).toHaveLength(1);
  });
});

describe('agents', () => {
  test('are created by members for themselves and by administrators for anybody', async () => {
    const [ada, bob] = [await createMember(), await createMember()];
    const project = await createProject();
    const fields = '... on Agent { name ownerMember { name } project { name } }';
    const input = { name: 'reviewer', ownerMemberId: `Member:${ada.id}`, projectId: `Project:${project.id}` };
    expect(await run(api.as(ada), 'createAgent', input, fields)).toEqual({
      name: 'reviewer',
      ownerMember: { name: ada.name },
      project: { name: project.name },
    });
    expect(await run(admin, 'createAgent', { name: 'night job' }, fields)).toMatchObject({
      ownerMember: null,
      project: null,
    });
    expect(await run(admin, 'createAgent', { name: 'reviewer' }, fields)).toMatchObject({ code: 'CONFLICT' });
    expect(await run(admin, 'createAgent', { ...input, name: 'x', projectId: 'Project:9' }, fields)).toMatchObject({
      code: 'NOT_FOUND',
    });
    for (const other of [{ name: 'x' }, { name: 'x', ownerMemberId: `Member:${bob.id}` }])
      await expect(run(api.as(ada), 'createAgent', other, fields)).rejects.toThrow();
  });

  test('change by their owner, are handed over by an administrator, and keep what is not named', async () => {
    const [ada, bob] = [await createMember(), await createMember()];
    const project = await createProject();
    const agent = await createAgent({ ownerMemberId: ada.id, projectId: project.id, description: 'Reviews' });
    const agentId = `Agent:${agent.id}`;
    const fields = '... on Agent { name description ownerMember { name } project { name } archivedAt }';
    expect(await run(api.as(ada), 'changeAgent', { agentId, name: 'critic', projectId: null }, fields)).toMatchObject({
      name: 'critic',
      description: 'Reviews',
      ownerMember: { name: ada.name },
      project: null,
    });
    await expect(
      run(api.as(ada), 'changeAgent', { agentId, ownerMemberId: `Member:${bob.id}` }, fields),
    ).rejects.toThrow('administrator');
    await expect(run(api.as(bob), 'changeAgent', { agentId, name: 'mine' }, fields)).rejects.toThrow();
    expect(await run(admin, 'changeAgent', { agentId, ownerMemberId: `Member:${bob.id}` }, fields)).toMatchObject({
      name: 'critic',
      ownerMember: { name: bob.name },
    });
    await expect(run(api.as(ada), 'archiveAgent', { agentId }, fields)).rejects.toThrow();
    expect(await run(api.as(bob), 'archiveAgent', { agentId }, fields)).toMatchObject({
      archivedAt: '2026-11-15T12:00:00.000Z',
    });
    expect(
      await admin.query(
        `{ agents(isArchived: true, ownerMemberId: "Member:${bob.id}") { edges { node { id } } } agent(id: "${agentId}") { name } }`,
      ),
    ).toEqual({
      agents: { edges: [{ node: { id: agentId } }] },
      agent: { name: 'critic' },
    });
  });
});
