import { describe, expect, test } from 'vitest';
import { db } from '../../../db.ts';
import { createAgent, createToken } from '../../../test/factories.ts';
import type { TestClient } from '../../../test/graphql-client.ts';
import { useTestApi } from '../../../test/use-test-api.ts';
import { type Answer, mutate, refusal } from '../../ledger/ledger-kit.ts';
import { askProjection, createScene, projectionOf, type Scene } from './projection-kit.ts';

let scene: Scene;
let admin: TestClient;
const api = useTestApi(async () => {
  scene = await createScene(api);
  admin = api.as(scene.admin);
});

const SCENARIO = `... on ProjectionScenario { id name notes isShared ownerName canChange
  changes { name subject { scope id } kind value from until interval } }`;
const seats = { name: '5 more seats', kind: 'AMOUNT', value: '150', from: '2026-11-25', interval: 'MONTHLY' };
const paused = (subject: object) => ({ name: 'Paused', subject, kind: 'PERCENT', value: '-100', from: '2026-11-21' });
const create = (client: TestClient, changes: object[], input: object = {}) =>
  mutate(client, 'createScenario', { name: 'What if', changes, ...input }, SCENARIO);
const change = (client: TestClient, id: unknown, input: object) =>
  mutate(client, 'changeScenario', { scenarioId: id, ...input }, SCENARIO);
const remove = async (client: TestClient, id: unknown) =>
  (
    await client.execute(
      'mutation ($id: ID!) { deleteScenario(scenarioId: $id) { __typename ... on DeletedScenario { id } ... on Error { code } } }',
      { id },
    )
  ).data as { deleteScenario: Answer } | null;
const effect = async (changes: object[], variables: object = {}, client = admin) => {
  const { id } = await create(client, changes);
  return projectionOf(client, { scenario: id, ...variables });
};

describe('a projection with a scenario', () => {
  test('adds an amount on its dates', async () => {
    const result = await effect([seats]);
    expect(result).toMatchObject({
      ...{ expected: '2730', low: '2730', high: '2730', expectedWithoutScenario: '2580', actual: '1504' },
      scenarioEffects: [{ name: '5 more seats', amount: '150' }],
    });
    expect(result.days.find(({ date }) => date === '2026-11-25')?.expected).toBe('260');
  });

  test('does not change the past: what would have come before today is left out', async () => {
    const early = { ...seats, from: '2026-10-10' };
    expect(await effect([early])).toMatchObject({ expected: '2580', scenarioEffects: [{ amount: '0' }] });
    const { id } = await create(admin, [early], { name: 'December' });
    expect(await projectionOf(admin, { scenario: id, month: '2026-12-01' })).toMatchObject({
      scenarioEffects: [{ amount: '150' }],
    });
  });

  test('takes away what is still to come of somebody who stops', async () => {
    // Of Ana: 4 days off at 20 and 6 weekdays at 100 from the 21st on.
    const subject = { scope: 'MEMBER', id: `Member:${scene.ana.id}` };
    const result = await effect([paused(subject)]);
    expect(result).toMatchObject({ expected: '1900', scenarioEffects: [{ name: 'Paused', amount: '-680' }] });
    expect(
      await projectionOf(admin, {
        scenario: 'ProjectionScenario:1',
        scope: { scope: 'TOOL', id: `Tool:${scene.tools[0].id}` },
      }),
    ).toMatchObject({ expected: '1600' });
    expect(
      await projectionOf(admin, {
        scenario: 'ProjectionScenario:1',
        scope: { scope: 'TOOL', id: `Tool:${scene.tools[1].id}` },
      }),
    ).toMatchObject({ expected: '300' });
  });

  test('never takes away what was spent', async () => {
    const all = { ...paused({ scope: 'ORGANIZATION' }), from: '2026-11-01' };
    const result = await effect([all, { ...all, name: 'Again' }]);
    expect(result).toMatchObject({ expected: '1504', low: '1504', high: '1504' });
    expect(result).toMatchObject({ scenarioEffects: [{ amount: '-1076' }, { amount: '0' }] });
    expect(result.days.find(({ date }) => date === '2026-11-18')).toMatchObject({ actual: '34', expected: '34' });
  });

  test('counts an amount where its subject belongs', async () => {
    const agent = await createAgent({ ownerMemberId: scene.ana.id });
    const amount = { ...seats, subject: { scope: 'AGENT', id: `Agent:${agent.id}` } };
    const { id } = await create(admin, [amount]);
    const added = async (scope: string, of: string) =>
      (await projectionOf(admin, { scenario: id, scope: { scope, id: of } })) as unknown as {
        scenarioEffects: Answer[];
      };
    expect((await added('TEAM', `Team:${scene.team.id}`)).scenarioEffects).toEqual([
      { name: '5 more seats', amount: '150' },
    ]);
    expect((await added('MEMBER', `Member:${scene.ben.id}`)).scenarioEffects).toEqual([
      { name: '5 more seats', amount: '0' },
    ]);
    expect(await projectionOf(admin, { scenario: id, metric: 'TOKENS' })).toMatchObject({ expected: '2580000' });
  });
});

describe('scenarios', () => {
  test('are private unless shared, and changed by their owner or, when shared, an administrator', async () => {
    const ana = api.as(scene.ana);
    const own = await create(ana, [seats], { name: 'Mine' });
    expect(own).toMatchObject({ __typename: 'ProjectionScenario', isShared: false, ownerName: 'Ana', canChange: true });
    expect(own).toMatchObject({
      changes: [{ subject: { scope: 'ORGANIZATION', id: null }, value: '150', until: null }],
    });
    const list = async (client: TestClient) =>
      (
        await client.query<{ scenarios: { totalCount: number } }>(
          '{ scenarios { totalCount edges { node { name } } } }',
        )
      ).scenarios.totalCount;
    expect([await list(ana), await list(admin), await list(api.as(scene.ben))]).toEqual([1, 0, 0]);
    expect(await change(admin, own.id, { name: 'Stolen' })).toMatchObject({ code: 'NOT_FOUND' });
    expect((await askProjection(admin, { scenario: own.id })).errors[0]?.extensions.code).toBe('NOT_FOUND');

    expect(await change(ana, own.id, { isShared: true })).toMatchObject({ name: 'Mine', isShared: true });
    expect(await list(api.as(scene.ben))).toBe(1);
    expect(await refusal(api.as(scene.ben), 'changeScenario', { scenarioId: own.id, name: 'No' })).toBe('FORBIDDEN');
    expect(await change(admin, own.id, { name: 'Ours', changes: [paused({ scope: 'ORGANIZATION' })] })).toMatchObject({
      ...{ name: 'Ours', changes: [{ name: 'Paused', kind: 'PERCENT', value: '-100', interval: null }] },
    });
    expect(await remove(admin, own.id)).toMatchObject({
      deleteScenario: { __typename: 'DeletedScenario', id: own.id },
    });
    expect(await db.projectionChange.count()).toBe(0);
    const events = await db.auditEvent.findMany({
      where: { subjectType: 'ProjectionScenario' },
      orderBy: { id: 'asc' },
    });
    expect(events.map(({ action }) => action)).toEqual([
      'createScenario',
      'changeScenario',
      'changeScenario',
      'deleteScenario',
    ]);
  });

  test('cannot be read by their id either', async () => {
    const { id } = await create(api.as(scene.ana), [seats]);
    const { data } = await admin.execute('query ($id: ID!) { node(id: $id) { ... on ProjectionScenario { name } } }', {
      id,
    });
    expect((data as { node: unknown } | null)?.node ?? null).toBeNull();
  });

  test.each([
    ['a name twice', { name: 'What if' }, 'CONFLICT', 'name'],
    ['no change', { changes: [] }, 'INVALID_INPUT', 'changes'],
    [
      'a percentage below -100',
      { changes: [{ ...paused({ scope: 'ORGANIZATION' }), value: '-101' }] },
      'INVALID_INPUT',
      'changes.0.value',
    ],
    ['no change at all', { changes: [{ ...seats, value: '0' }] }, 'INVALID_INPUT', 'changes.0.value'],
    [
      'an end before the beginning',
      { changes: [{ ...seats, until: '2026-11-25' }] },
      'INVALID_INPUT',
      'changes.0.until',
    ],
    [
      'a percentage that comes again',
      { changes: [{ ...paused({ scope: 'ORGANIZATION' }), interval: 'MONTHLY' }] },
      'INVALID_INPUT',
      'changes.0.interval',
    ],
    [
      'somebody unknown',
      { changes: [paused({ scope: 'MEMBER', id: 'Member:999' })] },
      'INVALID_INPUT',
      'changes.0.subject.id',
    ],
    ['a scope without an id', { changes: [paused({ scope: 'TEAM' })] }, 'INVALID_INPUT', 'changes.0.subject.id'],
  ])('refuse %s', async (_what, input, code, field) => {
    await create(admin, [seats]);
    expect(await create(admin, [seats], { name: 'Other', ...input })).toMatchObject({ code, field });
  });

  test('need the scope to manage', async () => {
    const token = await createToken({ member: scene.admin, scopes: ['READ'] });
    expect(await refusal(api.withToken(token), 'createScenario', { name: 'No', changes: [seats] })).toBe('FORBIDDEN');
    expect(await refusal(api.anonymous, 'createScenario', { name: 'No', changes: [seats] })).toBe('UNAUTHENTICATED');
  });
});
