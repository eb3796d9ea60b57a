import { expect, test } from 'vitest';
import { db } from '../../db.ts';
import {
  createAdmin,
  createAgent,
  createMember,
  createOrganization,
  createProject,
  createTeam,
} from '../../test/factories.ts';
import type { TestClient } from '../../test/graphql-client.ts';
import { useTestApi } from '../../test/use-test-api.ts';
import { createIdentity, insertUsage } from '../explore/usage-fixture.ts';

let admin: TestClient;
let connection: { id: number; vendorId: number };
const api = useTestApi(async () => {
  await createOrganization({ allowedDomains: ['acme.test'] });
  admin = api.as(await createAdmin());
  const vendor = await db.vendor.upsert({
    where: { code: 'fixture' },
    create: { code: 'fixture', name: 'Fixture' },
    update: {},
  });
  connection = await db.connection.create({ data: { vendorId: vendor.id, name: 'Fixture' } });
});

const DAYS = ['2026-11-01', '2026-11-02', '2026-11-03'];

/** A dollar a day of the identity's. */
async function spend(identity: { id: number }): Promise<void> {
  const { id: connectionId, vendorId } = connection;
  await insertUsage(
    DAYS.map((day) => ({
      connectionId,
      vendorId,
      hour: `${day}T10:00:00Z`,
      userIdentityId: identity.id,
      spendNano: 1_000_000_000n,
    })),
  );
  const days = DAYS.map((day) => ({ connectionId, billingDay: new Date(day) }));
  await db.rollupDay.createMany({ data: days, skipDuplicates: true });
}

const run = (name: string, input: object) => {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  return admin.query(`mutation ($input: ${type}!) { ${name}(input: $input) { __typename } }`, { input });
};

async function spendBy(dimension: 'teamId' | 'memberId' | 'projectId') {
  await api.settled();
  const rows = await db.usageDay.findMany({ orderBy: { day: 'asc' } });
  expect(rows.reduce((sum, { spendNano }) => sum + spendNano, 0n)).toBe(3_000_000_000n);
  return rows.map((row) => row[dimension]);
}

test('a change of teams moves the usage of its days, and only those', async () => {
  const member = await createMember();
  await spend(await createIdentity(connection.id, 'USER', 'ada', { memberId: member.id }));
  const [before, after] = [await createTeam(), await createTeam()];
  const memberId = `Member:${member.id}`;
  await run('setTeamMembership', { memberId, teamId: `Team:${before.id}` });
  expect(await spendBy('teamId')).toEqual([before.id, before.id, before.id]);
  await run('setTeamMembership', { memberId, teamId: `Team:${after.id}`, from: '2026-11-02' });
  expect(await spendBy('teamId')).toEqual([before.id, after.id, after.id]);
  await run('setTeamMembership', { memberId, teamId: null, from: '2026-11-03' });
  expect(await spendBy('teamId')).toEqual([before.id, after.id, 0]);
});

test('a change of an agent’s owner and project holds for its past', async () => {
  const agent = await createAgent();
  await spend(await createIdentity(connection.id, 'USER', 'robot', { agentId: agent.id }));
  expect(await spendBy('memberId')).toEqual([0, 0, 0]);
  const [owner, project] = [await createMember(), await createProject()];
  await run('changeAgent', {
    agentId: `Agent:${agent.id}`,
    ownerMemberId: `Member:${owner.id}`,
    projectId: `Project:${project.id}`,
  });
  expect(await spendBy('memberId')).toEqual([owner.id, owner.id, owner.id]);
  expect(await spendBy('projectId')).toEqual([project.id, project.id, project.id]);
});

test('an invited address gets the usage that was waiting for it', async () => {
  const identity = await createIdentity(connection.id, 'USER', 'grace');
  await db.identity.update({ where: { id: identity.id }, data: { email: 'grace@elsewhere.test' } });
  await spend(identity);
  await run('inviteMember', { email: 'grace@ELSEWHERE.test' });
  const { id } = await db.member.findUniqueOrThrow({ where: { email: 'grace@elsewhere.test' } });
  expect(await spendBy('memberId')).toEqual([id, id, id]);
});

test('leaving changes no number', async () => {
  const member = await createMember();
  await spend(await createIdentity(connection.id, 'USER', 'ada', { memberId: member.id }));
  await run('deactivateMember', { memberId: `Member:${member.id}` });
  expect(await spendBy('memberId')).toEqual([member.id, member.id, member.id]);
});
