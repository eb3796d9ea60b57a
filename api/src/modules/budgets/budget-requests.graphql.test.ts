import { describe, expect, test } from 'vitest';
import { db } from '../../db.ts';
import { createAdmin, createMember } from '../../test/factories.ts';
import type { TestClient } from '../../test/graphql-client.ts';
import { useAcme } from '../../test/use-acme.ts';
import { mutate, refusal } from '../ledger/ledger-kit.ts';
import { addBudget, member } from './budget-kit.ts';

const given = useAcme();
const { admin } = given;

describe('asking for more', () => {
  const REQUEST = '... on BudgetRequest { id status limit grantedLimit decisionNote budget { limit } }';
  const ask = (client: TestClient, budgetId: number, input: object = {}) =>
    mutate(
      client,
      'requestBudgetIncrease',
      { budgetId: `Budget:${budgetId}`, limit: '80', reason: 'Launch', ...input },
      REQUEST,
    );
  const decide = (client: TestClient, input: object) =>
    mutate(client, 'decideBudgetRequest', { requestId: 'BudgetRequest:1', ...input }, REQUEST);

  test('is approved, which changes the limit from then on, dated and audited', async () => {
    const id = await addBudget(admin(), { subject: member(given.acme.ana.id) });
    expect(await ask(given.api.as(given.acme.ana), id)).toMatchObject({
      status: 'PENDING',
      limit: '80',
      grantedLimit: null,
    });
    given.api.clock.set('2026-11-23T09:00:00Z');
    expect(await decide(admin(), { isApproved: true, limit: '70', note: 'A bit less' })).toMatchObject({
      ...{ status: 'APPROVED', grantedLimit: '70', decisionNote: 'A bit less', budget: { limit: '70' } },
    });
    const limits = await db.budgetLimit.findMany({ where: { budgetId: id }, orderBy: { revision: 'asc' } });
    expect(limits.at(-1)).toMatchObject({
      ...{ from: new Date('2026-11-23T09:00:00Z'), note: 'A bit less', changedById: given.acme.admin.id },
    });
    const audited = await db.auditEvent.findMany({
      where: { action: { in: ['changeBudget', 'decideBudgetRequest'] } },
    });
    expect(audited.map(({ action }) => action).toSorted()).toEqual(['changeBudget', 'decideBudgetRequest']);
    expect(await decide(admin(), { isApproved: false, note: 'No' })).toMatchObject({ __typename: 'ConflictError' });
  });

  test('is declined with a note, and can then be asked again', async () => {
    const id = await addBudget(admin(), { subject: member(given.acme.ana.id) });
    await ask(given.api.as(given.acme.ana), id);
    expect(await ask(given.api.as(given.acme.ana), id)).toMatchObject({
      __typename: 'ConflictError',
      field: 'budgetId',
    });
    expect(await decide(admin(), { isApproved: false })).toMatchObject({
      __typename: 'InvalidInputError',
      field: 'note',
    });
    expect(await decide(admin(), { isApproved: false, note: 'Next month' })).toMatchObject({
      ...{ status: 'DECLINED', decisionNote: 'Next month', budget: { limit: '50' } },
    });
    expect(await ask(given.api.as(given.acme.ana), id, { limit: '60' })).toMatchObject({ status: 'PENDING' });
  });

  test('is for more than there is, of a budget that binds', async () => {
    const id = await addBudget(admin(), { subject: member(given.acme.ana.id) });
    expect(await ask(given.api.as(given.acme.ana), id, { limit: '50' })).toMatchObject({
      __typename: 'InvalidInputError',
      field: 'limit',
    });
    expect(await ask(given.api.as(given.acme.ana), id, { reason: ' ' })).toMatchObject({
      __typename: 'InvalidInputError',
      field: 'reason',
    });
    expect(await ask(given.api.as(given.acme.ben), id)).toMatchObject({ __typename: 'NotFoundError' });
    expect(await ask(given.api.as(given.acme.ben), 99)).toMatchObject({ __typename: 'NotFoundError' });
    expect(await db.budgetRequest.count()).toBe(0);
  });

  test('is seen by who asked and administrators, and decided by administrators', async () => {
    const id = await addBudget(admin(), { subject: member(given.acme.ana.id) });
    await ask(given.api.as(given.acme.ana), id);
    const count = async (client: TestClient) =>
      (await client.query<{ budgetRequests: { totalCount: number } }>('{ budgetRequests { totalCount } }'))
        .budgetRequests.totalCount;
    expect(await count(given.api.as(given.acme.ana))).toBe(1);
    expect(await count(admin())).toBe(1);
    expect(await count(given.api.as(await createAdmin()))).toBe(1);
    expect(await count(given.api.as(given.acme.ben))).toBe(0);
    expect(await count(given.api.as(await createMember()))).toBe(0);
    const input = { requestId: 'BudgetRequest:1', isApproved: true };
    expect(await refusal(given.api.as(given.acme.ana), 'decideBudgetRequest', input)).toBe('FORBIDDEN');
  });
});
