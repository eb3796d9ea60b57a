import { expect, test } from 'vitest';
import { db } from '../../../db.ts';
import { createAdmin, createMember, createOrganization } from '../../../test/factories.ts';
import type { TestClient } from '../../../test/graphql-client.ts';
import { useTestApi } from '../../../test/use-test-api.ts';
import { addBudget } from '../../budgets/budget-kit.ts';
import { amend, booked, create } from '../../subscriptions/subscription-kit.ts';
import { type Answer, mutate } from '../ledger-kit.ts';
import { type Books, createBooks, enter, figuresBy } from './books-kit.ts';

let books: Books;
let admin: TestClient;
let other: TestClient;
const api = useTestApi(async () => {
  await createOrganization();
  [admin, other] = [api.as(await createAdmin()), api.as(await createAdmin({ name: 'Other' }))];
  books = await createBooks();
});

const kinds = (answers: readonly Answer[]) => answers.map(({ __typename }) => __typename).toSorted();
const month = { month: '2026-09-01' };
const close = (client: TestClient) =>
  mutate(client, 'closePeriod', { ...month, acknowledgeWarnings: true }, '... on AccountingPeriod { status }');
const reopen = (client: TestClient) =>
  mutate(client, 'reopenPeriod', { ...month, reason: 'A bill' }, '... on AccountingPeriod { status }');
const post = (client: TestClient, amount: string) =>
  mutate(
    client,
    'createCostEntry',
    {
      ...{ date: '2026-09-20', description: 'At once', kind: 'FIXED', currency: 'USD', amount },
      lines: [{ amount, glAccountId: `GlAccount:${books.account('6210')}` }],
    },
    '... on CostEntry { id }',
  );
const inSeptember = async () => {
  const { columns, totals } = await figuresBy('GL_ACCOUNT');
  const at = columns.findIndex((key) => String(key).startsWith('2026-09')) * 3;
  return { spend: totals.values[at], booked: totals.values[at + 2] };
};
const line = { amount: 100_0000n, glAccountId: 0 };

test('a month is closed once, and reopened once', async () => {
  await enter({ date: '2026-09-15', lines: [{ ...line, glAccountId: books.account('6210') }] });
  expect(kinds(await Promise.all([admin, other, admin].map(close)))).toEqual([
    'AccountingPeriod',
    'ConflictError',
    'ConflictError',
  ]);
  expect(await db.bookedCost.count()).toBe(1);
  expect(await db.auditEvent.count({ where: { action: 'closePeriod' } })).toBe(1);
  expect(kinds(await Promise.all([admin, other].map(reopen)))).toEqual(['AccountingPeriod', 'ConflictError']);
  expect(await db.bookedCost.count()).toBe(0);
});

test('what is posted while a month is closed or reopened is in its books, or refused', async () => {
  await enter({ date: '2026-09-15', lines: [{ ...line, glAccountId: books.account('6210') }] });
  for (const change of [close, reopen, close]) {
    const answers = await Promise.all([post(other, '1'), change(admin), post(other, '2'), post(admin, '4')]);
    for (const { __typename } of answers)
      expect(['AccountingPeriod', 'CostEntry', 'PeriodClosedError']).toContain(__typename);
    const { spend, booked: stands } = await inSeptember();
    expect(stands).toBe(spend);
  }
});

test('a subscription is approved once and posted once', async () => {
  await mutate(admin, 'changeAccountingSettings', { requiresSubscriptionApproval: true }, '');
  const ada = await createMember({ name: 'Ada' });
  await create(api.as(ada), { planCode: 'claude_max_5x', startedOn: '2026-09-30', memberId: `Member:${ada.id}` });
  const { id } = await db.subscription.findFirstOrThrow();
  const answers = await Promise.all(
    [admin, other, admin].map((client) => amend(client, 'approveSubscription', { id })),
  );
  expect(kinds(answers)).toEqual(['ConflictError', 'ConflictError', 'SubscriptionChange']);
  expect((await booked(id)).map(([date]) => date)).toEqual(['2026-09-30', '2026-10-30']);
});

test('a request for more of a budget is answered once', async () => {
  const ada = await createMember({ name: 'Ada' });
  const budgetId = await addBudget(admin, { subject: { scope: 'MEMBER', id: `Member:${ada.id}` } });
  const ask = { budgetId: `Budget:${budgetId}`, limit: '80', reason: 'Launch' };
  const REQUEST = '... on BudgetRequest { id }';
  const asked = await Promise.all([1, 2].map(() => mutate(api.as(ada), 'requestBudgetIncrease', ask, REQUEST)));
  expect(kinds(asked)).toEqual(['BudgetRequest', 'ConflictError']);
  const { id } = await db.budgetRequest.findFirstOrThrow();
  const decide = (client: TestClient, limit: string) =>
    mutate(client, 'decideBudgetRequest', { requestId: `BudgetRequest:${id}`, isApproved: true, limit }, REQUEST);
  const answers = await Promise.all([decide(admin, '60'), decide(other, '70'), decide(admin, '90')]);
  expect(kinds(answers)).toEqual(['BudgetRequest', 'ConflictError', 'ConflictError']);
  const { limit } = await db.budget.findUniqueOrThrow({ where: { id: budgetId } });
  const { grantedLimit } = await db.budgetRequest.findUniqueOrThrow({ where: { id } });
  expect(grantedLimit?.toFixed()).toBe(limit.toFixed());
  expect(await db.budgetLimit.count({ where: { budgetId } })).toBe(2);
});
