import { beforeEach, expect, test } from 'vitest';
import { createAdmin, createMember, createOrganization, createToken } from '../../../test/factories.ts';
import type { TestClient } from '../../../test/graphql-client.ts';
import { useTestApi } from '../../../test/use-test-api.ts';
import { mutate, refusal } from '../ledger-kit.ts';
import { type Books, createBooks, useOn } from './books-kit.ts';

const unit = 1_000_000_000n;
const MONTH = '2026-09-01';
const PERIOD = `... on AccountingPeriod { checklist { key state count }
  discrepancies { connection { name } billed unexplained explanation explainedBy { name } isExplained } }`;

let boss: { id: number };
let admin: TestClient;
let books: Books;
const api = useTestApi(async () => {
  await createOrganization();
  boss = await createAdmin({ name: 'Grace' });
  admin = api.as(boss);
  books = await createBooks();
});

/** A bill of 10 of which usage explains 8. */
beforeEach(async () => {
  await useOn(books, '2026-09-10', { spendNano: 8n * unit });
  await useOn(books, '2026-09-10', { spendNano: 2n * unit, evidence: 'BILLED', isResidual: true });
  await useOn(books, '2026-09-10', { connection: 1, spendNano: 8n * unit });
});

const explain = (explanation: string | null, client = admin, more: object = {}) =>
  mutate(
    client,
    'explainDiscrepancy',
    { month: MONTH, connectionId: `Connection:${books.connections[0]?.id}`, explanation, ...more },
    PERIOD,
  );
const checked = async (answer: Promise<unknown>) => {
  const { checklist, discrepancies } = (await answer) as {
    checklist: { key: string; state: string; count: number }[];
    discrepancies: object[];
  };
  const item = checklist.find(({ key }) => key === 'DISCREPANCIES_EXPLAINED');
  return { state: item?.state, count: item?.count, discrepancies };
};

test('an explanation lets the month be closed, until the difference is another one', async () => {
  const bill = { connection: { name: 'Dollars' }, billed: '10', unexplained: '2' };
  expect(await checked(explain('Free credits of the vendor'))).toEqual({
    ...{ state: 'DONE', count: 0 },
    discrepancies: [
      {
        ...bill,
        explanation: 'Free credits of the vendor',
        explainedBy: { name: 'Grace' },
        isExplained: true,
      },
    ],
  });
  await useOn(books, '2026-09-11', { spendNano: unit, evidence: 'BILLED', isResidual: true });
  const { accountingPeriods } = await admin.query<{ accountingPeriods: { edges: { node: object }[] } }>(
    `{ accountingPeriods(first: 5) { edges { node { month checklist { key state count }
      discrepancies { billed unexplained explanation isExplained } } } } }`,
  );
  const september = accountingPeriods.edges
    .map(({ node }) => node)
    .find((node) => 'month' in node && node.month === MONTH);
  expect(await checked(Promise.resolve(september))).toEqual({
    ...{ state: 'WARNING', count: 1 },
    discrepancies: [{ billed: '11', unexplained: '3', explanation: 'Free credits of the vendor', isExplained: false }],
  });
  expect(await checked(explain('They have grown'))).toMatchObject({ state: 'DONE' });
  expect(await checked(explain(null))).toMatchObject({
    ...{ state: 'WARNING', count: 1 },
    discrepancies: [{ explanation: null, explainedBy: null, isExplained: false }],
  });
});

test('who may not close a month explains none of its bills, and what needs no explanation takes none', async () => {
  expect(await explain(' ')).toMatchObject({ field: 'explanation' });
  const other = { connectionId: `Connection:${books.connections[1]?.id}` };
  expect(await explain('Nothing', admin, other)).toMatchObject({ code: 'CONFLICT', field: 'connectionId' });
  expect(await explain('Nothing', admin, { month: '2026-09-02' })).toMatchObject({ field: 'month' });
  const input = { month: MONTH, connectionId: `Connection:${books.connections[0]?.id}`, explanation: 'x' };
  const token = api.withToken(await createToken({ member: boss, scopes: ['READ', 'MANAGE'] }));
  expect(await refusal(token, 'explainDiscrepancy', input)).toBe('FORBIDDEN');
  expect(await refusal(api.as(await createMember()), 'explainDiscrepancy', input)).toBe('FORBIDDEN');
  expect(await refusal(api.anonymous, 'explainDiscrepancy', input)).toBe('UNAUTHENTICATED');
  await mutate(admin, 'closePeriod', { month: MONTH, acknowledgeWarnings: true }, '... on AccountingPeriod { status }');
  expect(await explain('Late')).toMatchObject({ code: 'CONFLICT', field: 'month' });
});
