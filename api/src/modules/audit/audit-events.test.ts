import { expect, test } from 'vitest';
import { db } from '../../db.ts';
import { createAdmin, createMember, createOrganization, createToken } from '../../test/factories.ts';
import type { TestClient } from '../../test/graphql-client.ts';
import { useTestApi } from '../../test/use-test-api.ts';

const api = useTestApi(() => createOrganization());

const LIST = `query ($action: String, $memberId: ID, $subjectId: ID, $from: DateTime, $until: DateTime) {
  auditEvents(action: $action, memberId: $memberId, subjectId: $subjectId, from: $from, until: $until) {
    totalCount
    edges { node { action actorKind subjectId member { name } apiToken { name } before after } }
  }
}`;
interface Events {
  auditEvents: { totalCount: number; edges: { node: { action: string } }[] };
}
const list = async (client: TestClient, variables: object = {}) =>
  (await client.query<Events>(LIST, { ...variables })).auditEvents;
const createTeam = (client: TestClient, name: string) =>
  client.query('mutation ($name: String!) { createTeam(input: { name: $name }) { __typename } }', { name });

test('tell who did what to what, newest first, by session or token', async () => {
  const admin = await createAdmin();
  await createTeam(api.as(admin), 'Research');
  await createTeam(
    api.withToken(await createToken({ member: admin, name: 'CI', scopes: ['READ', 'MANAGE'] })),
    'Sales',
  );
  const node = { action: 'createTeam', member: { name: admin.name }, before: null };
  expect(await list(api.as(admin))).toEqual({
    totalCount: 2,
    edges: [
      {
        node: {
          ...node,
          actorKind: 'TOKEN',
          apiToken: { name: 'CI' },
          subjectId: 'Team:2',
          after: { name: 'Sales', costCentre: null },
        },
      },
      {
        node: {
          ...node,
          actorKind: 'PERSON',
          apiToken: null,
          subjectId: 'Team:1',
          after: { name: 'Research', costCentre: null },
        },
      },
    ],
  });
});

test('are filtered by action, member, subject and time', async () => {
  const [one, two] = [await createAdmin(), await createAdmin()];
  await createTeam(api.as(one), 'Research');
  await createTeam(api.as(two), 'Sales');
  await db.auditEvent.updateMany({ where: { subjectId: '1' }, data: { at: new Date('2026-11-01T00:00:00Z') } });
  await db.auditEvent.updateMany({ where: { subjectId: '2' }, data: { at: new Date('2026-11-02T00:00:00Z') } });
  const counts = async (variables: object) => (await list(api.as(one), variables)).totalCount;
  expect(await counts({ action: 'createTeam' })).toBe(2);
  expect(await counts({ action: 'deleteTeam' })).toBe(0);
  expect(await counts({ memberId: `Member:${two.id}` })).toBe(1);
  expect(await counts({ subjectId: 'Team:1' })).toBe(1);
  expect(await counts({ from: '2026-11-02T00:00:00Z' })).toBe(1);
  expect(await counts({ until: '2026-11-02T00:00:00Z' })).toBe(1);
});

test('belong to the change: what is rolled back was never recorded', async () => {
  const admin = await createAdmin();
  await createTeam(api.as(admin), 'Research');
  await createTeam(api.as(admin), 'Research');
  expect((await list(api.as(admin))).totalCount).toBe(1);
});

test('are for administrators', async () => {
  const member = await createMember();
  for (const [client, code] of [
    [api.as(member), 'FORBIDDEN'],
    [api.anonymous, 'UNAUTHENTICATED'],
  ] as const)
    expect((await client.execute(LIST)).errors).toMatchObject([{ extensions: { code } }]);
});
