import { describe, expect, test } from 'vitest';
import { db } from '../../db.ts';
import { createAdmin, createMember, createMembership, createOrganization, createTeam } from '../../test/factories.ts';
import type { TestClient } from '../../test/graphql-client.ts';
import { useTestApi } from '../../test/use-test-api.ts';
import { createIdentity, insertUsage } from '../explore/usage-fixture.ts';
import { mutate, refusal } from './ledger-kit.ts';

let admin: TestClient;
const api = useTestApi(async () => {
  await createOrganization();
  admin = api.as(await createAdmin());
  await db.vendor.createMany({ data: ['anthropic', 'cursor'].map((code) => ({ code, name: code })) });
  await db.tool.create({ data: { code: 'claude_code', name: 'Claude Code' } });
  await db.glAccount.createMany({
    data: ['6210', '6220', '6230', '6999'].map((code) => ({
      ...{ code, name: code },
      archivedAt: code === '6999' ? new Date() : null,
    })),
  });
});

const RULE = '... on GlRule { id position vendor { code } tool { code } team { name } glAccount { code } category }';
const create = (input: object, client = admin) => mutate(client, 'createGlRule', input, RULE);
const rules = async () => {
  const { glRules } = await admin.query<{ glRules: { edges: { node: { id: string; position: number } }[] } }>(
    '{ glRules { edges { node { id position } } } }',
  );
  return glRules.edges.map(({ node }) => `${node.position} ${node.id}`);
};
const toAccount = (number: number) => ({ glAccountId: `GlAccount:${number}` });

describe('GL rules', () => {
  test('are tried in their order, which can be changed', async () => {
    expect(await create({ vendorId: 'Vendor:1', ...toAccount(1), category: 'API' })).toMatchObject({
      ...{ id: 'GlRule:1', position: 1, vendor: { code: 'anthropic' }, team: null },
      ...{ glAccount: { code: '6210' }, category: 'API' },
    });
    expect(await create({ toolId: 'Tool:1', ...toAccount(2) })).toMatchObject({
      position: 2,
      tool: { code: 'claude_code' },
    });
    expect(await create({ vendorId: 'Vendor:2', ...toAccount(2), position: 1 })).toMatchObject({ position: 1 });
    expect(await rules()).toEqual(['1 GlRule:3', '2 GlRule:1', '3 GlRule:2']);
    await mutate(admin, 'reorderGlRules', { ruleIds: ['GlRule:1', 'GlRule:2', 'GlRule:3'] }, '');
    expect(await rules()).toEqual(['1 GlRule:1', '2 GlRule:2', '3 GlRule:3']);
    await mutate(admin, 'deleteGlRule', { ruleId: 'GlRule:1' }, '');
    expect(await rules()).toEqual(['1 GlRule:2', '2 GlRule:3']);
    expect(
      await mutate(admin, 'changeGlRule', { ruleId: 'GlRule:2', toolId: null, vendorId: 'Vendor:1' }, RULE),
    ).toMatchObject({
      ...{ tool: null, vendor: { code: 'anthropic' }, glAccount: { code: '6220' }, category: '' },
    });
    const actions = (await db.auditEvent.findMany({ orderBy: { id: 'asc' } })).map(({ action }) => action);
    expect(actions.slice(3)).toEqual(['reorderGlRules', 'deleteGlRule', 'changeGlRule']);
  });

  test.each([
    [{ vendorId: 'Vendor:9', ...toAccount(1) }, 'vendorId'],
    [{ toolId: 'Tool:9', ...toAccount(1) }, 'toolId'],
    [{ teamId: 'Team:9', ...toAccount(1) }, 'teamId'],
    [{ projectId: 'Project:9', ...toAccount(1) }, 'projectId'],
    [{ memberId: 'Member:9', ...toAccount(1) }, 'memberId'],
    [toAccount(9), 'glAccountId'],
    [toAccount(4), 'glAccountId'],
    [{ ...toAccount(1), position: 0 }, 'position'],
  ])('refuse %o, naming %s', async (input, field) => {
    expect(await create(input)).toMatchObject({ __typename: 'InvalidInputError', field });
  });

  test('that are not there are not found; an order that leaves one out is refused', async () => {
    await create(toAccount(1));
    await create(toAccount(2));
    for (const ruleIds of [['GlRule:1'], ['GlRule:1', 'GlRule:1'], ['GlRule:1', 'GlRule:3']])
      expect(await mutate(admin, 'reorderGlRules', { ruleIds }, '')).toMatchObject({
        code: 'CONFLICT',
        field: 'ruleIds',
      });
    expect(await mutate(admin, 'deleteGlRule', { ruleId: 'GlRule:9' }, '')).toMatchObject({ code: 'NOT_FOUND' });
    expect(await mutate(admin, 'changeGlRule', { ruleId: 'GlRule:9' }, '')).toMatchObject({ code: 'NOT_FOUND' });
  });

  test('are for administrators', async () => {
    await create(toAccount(1));
    const member = api.as(await createMember());
    const preview = '{ previewGlRules(from: "2026-11-01", until: "2026-12-01", rules: []) { spend } }';
    for (const document of ['{ glRules { totalCount } }', preview])
      expect((await member.execute(document)).errors[0]?.extensions.code).toBe('FORBIDDEN');
    expect(await refusal(member, 'createGlRule', toAccount(1))).toBe('FORBIDDEN');
    expect(await refusal(member, 'changeGlRule', { ruleId: 'GlRule:1' })).toBe('FORBIDDEN');
    expect(await refusal(member, 'deleteGlRule', { ruleId: 'GlRule:1' })).toBe('FORBIDDEN');
    expect(await refusal(member, 'reorderGlRules', { ruleIds: ['GlRule:1'] })).toBe('FORBIDDEN');
    expect(await refusal(member, 'setTeamGlAccount', { teamId: 'Team:1' })).toBe('FORBIDDEN');
  });
});

test('a preview tells what other rules would move, to the nano-unit', async () => {
  const [member, team] = [await createMember(), await createTeam({ name: 'Research' })];
  await createMembership(member, team);
  const connections = await db.connection.createManyAndReturn({
    data: [1, 2].map((vendorId) => ({ vendorId, name: `c${vendorId}`, schedule: '0 6 * * *' })),
  });
  const [one = { id: 0 }, two = { id: 0 }] = connections;
  const identity = await createIdentity(one.id, 'USER', 'ada', { memberId: member.id });
  const usage = { connectionId: one.id, vendorId: 1, hour: '2026-11-10T10:00:00Z' };
  await insertUsage([
    { ...usage, userIdentityId: identity.id, spendNano: 1_000_000_001n },
    { ...usage, spendNano: 2n },
    { ...usage, connectionId: two.id, vendorId: 2, spendNano: 500_000_000n },
    { ...usage, hour: '2026-12-01T00:00:00Z', spendNano: 7_000_000_000n },
  ]);
  await create({ vendorId: 'Vendor:2', ...toAccount(1) });
  await db.accountingSettings.create({ data: { defaultExpenseAccountId: 2 } });
  expect(
    await mutate(
      admin,
      'setTeamGlAccount',
      { teamId: `Team:${team.id}`, ...toAccount(3) },
      '... on Team { defaultGlAccount { code } }',
    ),
  ).toMatchObject({
    defaultGlAccount: { code: '6230' },
  });
  const preview = async (wanted: object[]) => {
    const document = `query ($rules: [GlRuleInput!]!) { previewGlRules(from: "2026-11-01", until: "2026-12-01", rules: $rules) {
      fromAccount { code } toAccount { code } fromCategory toCategory spend } }`;
    return (await admin.query<{ previewGlRules: object[] }>(document, { rules: wanted })).previewGlRules;
  };
  const present = { vendorId: 'Vendor:2', ...toAccount(1) };
  expect(await preview([present])).toEqual([]);
  expect(await preview([{ vendorId: 'Vendor:1', ...toAccount(1), category: 'API' }])).toEqual([
    {
      fromAccount: { code: '6230' },
      toAccount: { code: '6210' },
      fromCategory: '',
      toCategory: 'API',
      spend: '1.000000001',
    },
    { fromAccount: { code: '6210' }, toAccount: { code: '6220' }, fromCategory: '', toCategory: '', spend: '0.5' },
    {
      fromAccount: { code: '6220' },
      toAccount: { code: '6210' },
      fromCategory: '',
      toCategory: 'API',
      spend: '0.000000002',
    },
  ]);
  expect(await db.glRule.count()).toBe(1);
  const { errors } = await admin.execute(
    '{ previewGlRules(from: "2026-11-01", until: "2026-12-01", rules: [{ teamId: "Team:99", glAccountId: "GlAccount:1" }]) { spend } }',
  );
  expect(errors[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT', field: 'rules.0.teamId' });
});
