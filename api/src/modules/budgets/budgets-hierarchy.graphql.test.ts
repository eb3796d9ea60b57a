import { describe, expect, test } from 'vitest';
import { useAcme } from '../../test/use-acme.ts';
import { mutate } from '../ledger/ledger-kit.ts';
import { addBudget, BUDGET, change, DAILY_50, listBudgets, member, team } from './budget-kit.ts';

const given = useAcme();
const { admin } = given;

const create = (input: object) => mutate(admin(), 'createBudget', { ...DAILY_50, ...input }, BUDGET);

describe('a hierarchy', () => {
  test('shows what is shared out, what the children came to, and warns when they have more than there is', async () => {
    const monthly = { period: 'MONTHLY', limit: '100' };
    const parent = await addBudget(admin(), { ...monthly, name: 'Everyone' });
    const below = { ...monthly, parentId: `Budget:${parent}` };
    await addBudget(admin(), { ...below, name: 'Research', subject: team(given.acme.team.id), limit: '60' });
    await addBudget(admin(), { ...below, name: 'Ben', subject: member(given.acme.ben.id), limit: '39.5' });
    const shown = async () => (await listBudgets(admin(), { filter: { isRoot: true } })).edges[0]?.node;
    expect(await shown()).toMatchObject({
      children: [{ name: 'Ben' }, { name: 'Research' }],
      allocation: { allocated: '99.5', unallocated: '0.5', isOverAllocated: false, childrenSpent: '9.000000001' },
    });
    await change(admin(), parent, { limit: '90' });
    expect(await shown()).toMatchObject({ allocation: { unallocated: '-9.5', isOverAllocated: true } });
    expect(
      (await listBudgets(admin(), { filter: { parentId: `Budget:${parent}` } })).edges.map(({ node }) => node.parent),
    ).toEqual([{ name: 'Everyone' }, { name: 'Everyone' }]);
  });

  test('holds a subject once, no circles, one period and metric, and nothing archived', async () => {
    const top = await addBudget(admin(), { name: 'Top' });
    const middle = await addBudget(admin(), { subject: team(given.acme.team.id), parentId: `Budget:${top}` });
    const leaf = await addBudget(admin(), { subject: member(given.acme.ana.id), parentId: `Budget:${middle}` });
    const refused = { __typename: 'InvalidInputError', field: 'parentId' };
    expect(await create({ subject: member(given.acme.ana.id), parentId: `Budget:${top}` })).toMatchObject(refused);
    expect(await create({ subject: { scope: 'ORGANIZATION' }, parentId: `Budget:${top}` })).toMatchObject(refused);
    expect(
      await create({ subject: member(given.acme.ben.id), period: 'MONTHLY', parentId: `Budget:${top}` }),
    ).toMatchObject(refused);
    expect(
      await create({ subject: member(given.acme.ben.id), metric: 'TOKENS', parentId: `Budget:${top}` }),
    ).toMatchObject(refused);
    expect(await change(admin(), middle, { parentId: `Budget:${leaf}` })).toMatchObject(refused);
    expect(await change(admin(), middle, { parentId: `Budget:${middle}` })).toMatchObject(refused);
    const archived = await mutate(admin(), 'archiveBudget', { budgetId: `Budget:${middle}` }, BUDGET);
    expect(archived).toMatchObject({ __typename: 'ConflictError', field: 'budgetId' });
    expect(await change(admin(), leaf, { parentId: null })).toMatchObject({ __typename: 'Budget' });
    await mutate(admin(), 'archiveBudget', { budgetId: `Budget:${middle}` }, BUDGET);
    expect(await change(admin(), leaf, { parentId: `Budget:${middle}` })).toMatchObject(refused);
  });

  test('made at the same time by two never is a circle', async () => {
    const one = await addBudget(admin(), { subject: member(given.acme.ana.id) });
    const two = await addBudget(admin(), { subject: member(given.acme.ben.id) });
    const answers = await Promise.all([
      change(admin(), one, { parentId: `Budget:${two}` }),
      change(admin(), two, { parentId: `Budget:${one}` }),
    ]);
    expect(answers.map(({ __typename }) => __typename).toSorted()).toEqual(['Budget', 'InvalidInputError']);
  });
});
