import { describe, expect, test } from 'vitest';
import { db } from '../../db.ts';
import { createAdmin, createMember } from '../../test/factories.ts';
import type { TestClient } from '../../test/graphql-client.ts';
import { useAcme } from '../../test/use-acme.ts';
import { mutate, refusal } from '../ledger/ledger-kit.ts';
import { addBudget, member } from './budget-kit.ts';
import { evaluateBudgets } from './evaluate-budgets.ts';

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

  describe('is told', () => {
    const ALERTS = '{ budgetAlerts { edges { node { id title state link subjectKey evidence } } } }';
    interface Alerts {
      budgetAlerts: { edges: { node: { id: string; title: string; state: string } }[] };
    }
    const alerts = async (client: TestClient) =>
      (await client.query<Alerts>(ALERTS)).budgetAlerts.edges.map(({ node }) => node);
    const mails = () => db.notificationMessage.findMany({ orderBy: { id: 'asc' } });
    const askForAna = async (input: object = {}) => {
      const id = await addBudget(admin(), { name: 'Notebook', subject: member(given.acme.ana.id), ...input });
      await ask(given.api.as(given.acme.ana), id);
      return id;
    };

    test('to administrators once, in the alert centre and by the channels of the budget, and to nobody else', async () => {
      await db.notificationChannel.create({
        data: { name: 'Mail', kind: 'EMAIL', toAdmins: true, toConcernedMembers: true, createdAt: new Date() },
      });
      const id = await askForAna();
      expect(await alerts(admin())).toEqual([
        {
          ...{ id: 'BudgetAlert:1', state: 'OPEN', link: `/budgets/Budget:${id}`, subjectKey: 'BudgetRequest:1' },
          title: 'Ana Lima asks for 80.00 USD instead of 50.00: Notebook (daily)',
          evidence: {
            ...{ member: 'Ana Lima', reason: 'Launch', requested: '80', limit: '50' },
            ...{ metric: 'COST', unit: 'USD', period: 'DAILY' },
          },
        },
      ]);
      for (const other of [given.acme.ana, given.acme.ben]) {
        expect(await alerts(given.api.as(other))).toEqual([]);
        const { errors } = await given.api
          .as(other)
          .execute(`{ budget(id: "Budget:${id}") { alerts { totalCount } } }`);
        expect(errors).toEqual([]);
        expect(await given.api.as(other).query('{ budgetAlert(id: "BudgetAlert:1") { id } }')).toEqual({
          budgetAlert: null,
        });
      }
      expect((await mails()).map(({ recipient }) => recipient)).toEqual([given.acme.admin.email]);
      await evaluateBudgets({ now: given.api.clock.now() });
      expect((await alerts(admin())).map(({ state }) => state)).toEqual(['OPEN']);
    });

    test('the answer ends the alert and is mailed to who asked', async () => {
      const id = await askForAna();
      await decide(admin(), { isApproved: false, note: 'Next month' });
      expect((await alerts(admin())).map(({ state }) => state)).toEqual(['RESOLVED']);
      const events = await db.budgetAlertEvent.findMany({ orderBy: { id: 'asc' } });
      expect(events.map(({ kind, note, memberId }) => [kind, note, memberId])).toEqual([
        ['RAISED', '', null],
        ['RESOLVED', 'Declined. Next month', given.acme.admin.id],
      ]);
      await ask(given.api.as(given.acme.ana), id, { limit: '60' });
      expect((await alerts(admin())).map(({ state }) => state)).toEqual(['OPEN', 'RESOLVED']);
      await mutate(admin(), 'decideBudgetRequest', { requestId: 'BudgetRequest:2', isApproved: true }, REQUEST);
      const told = await mails();
      expect(told.map(({ recipient, slotKey }) => [recipient, slotKey])).toEqual([
        [given.acme.ana.email, 'request 1'],
        [given.acme.ana.email, 'request 2'],
      ]);
      expect(told[0]?.content).toMatchObject({
        subject: 'Your request for more of Notebook was declined',
        text: expect.stringMatching(/stays 50\.00 USD\.\nYou asked for 80\.00 USD\.\nNext month\n/),
      });
      expect(told[1]?.content).toMatchObject({
        subject: 'Your request for more of Notebook was approved',
        text: expect.stringContaining('The limit is 60.00 USD from now on.'),
      });
    });

    test('not by mail to who wants none of alerts, nor to an administrator who answers an own request', async () => {
      await db.notificationPreference.create({ data: { memberId: given.acme.ana.id, wantsAlerts: false } });
      await askForAna();
      await decide(admin(), { isApproved: true });
      const own = await addBudget(admin(), { subject: member(given.acme.admin.id) });
      await ask(admin(), own);
      await mutate(admin(), 'decideBudgetRequest', { requestId: 'BudgetRequest:2', isApproved: true }, REQUEST);
      expect(await mails()).toEqual([]);
    });

    test('as urgent where the budget is hard', async () => {
      await askForAna({ isHard: true });
      expect(await db.budgetAlert.findFirstOrThrow()).toMatchObject({ severity: 'WARNING' });
    });
  });
});
