import { expect, test } from 'vitest';
import type { BudgetRow } from './budget.ts';
import { placeBudgets } from './budget-tree.ts';

function budget(id: string, name: string, parent: string | null = null): BudgetRow {
  return {
    ...{ id, name, version: 1, limit: '10', currency: 'USD', notes: '', thresholds: [80, 100] },
    ...{ period: 'MONTHLY', metric: 'COST', subject: { id: null, name: 'Acme', scope: 'ORGANIZATION' } },
    ...{ isHard: false, alertsOnProjection: false, carriesOver: false, validFrom: null, validUntil: null },
    ...{ archivedAt: null, allocation: null, currentWindow: null, parent: parent ? { id: parent, name: '' } : null },
  };
}

const inOrder = (budgets: BudgetRow[]) =>
  placeBudgets(budgets)
    .toSorted((a, b) => (a.path < b.path ? -1 : 1))
    .map(({ budget: { name }, depth }) => `${'-'.repeat(depth)}${name}`);

test('stands children under their parent, level by level', () => {
  const budgets = [budget('1', 'Web', '3'), budget('2', 'Acme'), budget('3', 'Platform', '2'), budget('4', 'Zebra')];
  expect(inOrder(budgets)).toEqual(['Acme', '-Platform', '--Web', 'Zebra']);
});

test('a budget whose parent is not shown stands at the top', () => {
  expect(inOrder([budget('1', 'Web', '9')])).toEqual(['Web']);
});

test('keeps apart what has the same name, and ends where two name each other', () => {
  expect(inOrder([budget('1', 'A'), budget('2', 'A'), budget('3', 'B', '2')])).toEqual(['A', 'A', '-B']);
  expect(inOrder([budget('1', 'A', '2'), budget('2', 'B', '1')])).toHaveLength(2);
});
