import type { BudgetRow } from './budget.ts';

export interface PlacedBudget {
  budget: BudgetRow;
  /** 0: it shares no other budget's limit. */
  depth: number;
  /** Names from the top down: sorts children under their parent. */
  path: string;
}

const SEPARATOR = '\u0000';

/** Where each budget stands in the hierarchy; a parent that is not among them does not count. */
export function placeBudgets(budgets: readonly BudgetRow[]): PlacedBudget[] {
  const byId = new Map(budgets.map((budget) => [budget.id, budget]));
  const pathOf = (budget: BudgetRow, seen: readonly string[]): string[] => {
    const parent = budget.parent ? byId.get(budget.parent.id) : undefined;
    const above = parent && !seen.includes(parent.id) ? pathOf(parent, [...seen, parent.id]) : [];
    return [...above, `${budget.name} ${budget.id}`];
  };
  return budgets.map((budget) => {
    const path = pathOf(budget, [budget.id]);
    return { budget, depth: path.length - 1, path: path.join(SEPARATOR).toLowerCase() };
  });
}
