/** What tests of budgets say often. */
import { db } from '../../db.ts';
import { startOfDay } from '../../lib/calendar.ts';
import type { TestClient } from '../../test/graphql-client.ts';
import type { useAcme } from '../../test/use-acme.ts';
import { billingDayOf, insertUsage, type UsageFact } from '../explore/usage-fixture.ts';
import { type Answer, mutate } from '../ledger/ledger-kit.ts';
import { evaluateBudgets } from './evaluate-budgets.ts';

export const BUDGET = '... on Budget { id name version }';

export const DAILY_50 = {
  name: 'Daily',
  subject: { scope: 'ORGANIZATION' },
  period: 'DAILY',
  limit: '50',
  thresholds: [50, 80, 100],
};

/** As `insertUsage`, and marks the days as read, as a sync does. */
export async function readUsage(facts: readonly UsageFact[], zone?: string): Promise<void> {
  await db.rollupDay.createMany({
    data: facts.map((fact) => ({ connectionId: fact.connectionId, billingDay: startOfDay(billingDayOf(fact)) })),
    skipDuplicates: true,
  });
  await insertUsage(facts, zone);
}

/** Creates a budget of the organization, 50 USD a day unless said otherwise; its database id. */
export async function addBudget(client: TestClient, overrides: object = {}): Promise<number> {
  const answer = await mutate(client, 'createBudget', { ...DAILY_50, ...overrides }, BUDGET);
  if (answer.__typename !== 'Budget') throw new Error(JSON.stringify(answer));
  return Number(String(answer.id).split(':')[1]);
}

export const change = (client: TestClient, id: number, input: object): Promise<Answer> =>
  mutate(client, 'changeBudget', { budgetId: `Budget:${id}`, ...input }, BUDGET);

/** `<window>/<threshold>/<revision> STATE RESOLUTION` of every alert, in the order they were raised. */
export async function alertLines(budgetId?: number): Promise<string[]> {
  const alerts = await db.budgetAlert.findMany({ where: budgetId ? { budgetId } : {}, orderBy: { id: 'asc' } });
  return alerts.map(({ occurrenceKey, state, resolution }) =>
    [occurrenceKey, state, ...(resolution ? [resolution] : [])].join(' '),
  );
}

/** `KIND note` of what happened to the alerts of an occurrence. */
export async function historyOf(occurrenceKey: string): Promise<string[]> {
  const events = await db.budgetAlertEvent.findMany({ where: { alert: { occurrenceKey } }, orderBy: { id: 'asc' } });
  return events.map(({ kind, note }) => [kind, ...(note ? [note] : [])].join(' '));
}

export const evaluateAt = (instant: string) => evaluateBudgets({ now: new Date(instant) });

const BUDGETS = `query ($filter: BudgetsFilter! = { isArchived: false }, $orderBy: BudgetOrder! = { field: NAME }, $first: Int, $after: String) {
  budgets(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor }
    edges { node { id name subject { scope id name } parent { name } children { name } allocation { allocated unallocated isOverAllocated childrenSpent } } }
  }
}`;
interface ListedBudgets {
  budgets: {
    totalCount: number;
    pageInfo: { hasNextPage: boolean; endCursor: string };
    edges: {
      node: {
        id: string;
        name: string;
        subject: object;
        parent: { name: string } | null;
        children: { name: string }[];
        allocation: object | null;
      };
    }[];
  };
}
/** Of `budgets`; not archived and by name unless said otherwise. */
export const listBudgets = async (client: TestClient, variables: object = {}) =>
  (await client.query<ListedBudgets>(BUDGETS, { ...variables })).budgets;

export const member = (id: number) => ({ scope: 'MEMBER', id: `Member:${id}` });
export const team = (id: number) => ({ scope: 'TEAM', id: `Team:${id}` });

const unit = 1_000_000_000n;

/** USD at an hour; negative ones stand for a vendor that takes something back. */
export const spend = ({ acme }: ReturnType<typeof useAcme>, hour: string, usd: number, overrides: object = {}) =>
  readUsage([
    { connectionId: acme.connection.id, vendorId: acme.vendor.id, hour, spendNano: BigInt(usd) * unit, ...overrides },
  ]);

/** A licence of a day, of the whole organization. */
export const enterLicence = (client: TestClient, amount: string, date: string): Promise<Answer> =>
  mutate(
    client,
    'createCostEntry',
    { date, description: 'Licence', currency: 'USD', amount, kind: 'FIXED' },
    '... on CostEntry { id version }',
  );
