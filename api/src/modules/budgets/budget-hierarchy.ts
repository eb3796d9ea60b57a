import { type Subject, subjectKey } from './budget-scopes.ts';

/** A budget in its hierarchy. */
export interface Placed extends Subject {
  id: number;
  parentId: number | null;
}

export const MAX_LEVELS = 10;

export type HierarchyProblem = 'CIRCLE' | 'TOO_DEEP' | 'SUBJECT_TWICE';

/** What is wrong with `placed` below its parent, among all budgets of the same period and metric; undefined: nothing. */
export function hierarchyProblem(placed: Placed, others: readonly Placed[]): HierarchyProblem | undefined {
  const byId = new Map([...others, placed].map((budget) => [budget.id, budget]));
  const children = Map.groupBy(byId.values(), ({ parentId }) => parentId);
  let root = placed;
  for (let levels = 1; root.parentId !== null; levels++) {
    const parent = byId.get(root.parentId);
    if (!parent) break;
    if (parent.id === placed.id) return 'CIRCLE';
    if (levels >= MAX_LEVELS) return 'TOO_DEEP';
    root = parent;
  }
  const tree: Placed[] = [];
  let level = [root];
  for (let levels = 0; level.length > 0; levels++) {
    if (levels >= MAX_LEVELS) return 'TOO_DEEP';
    tree.push(...level);
    level = level.flatMap(({ id }) => children.get(id) ?? []);
  }
  const subjects = new Set(tree.map(subjectKey));
  return subjects.size < tree.length ? 'SUBJECT_TWICE' : undefined;
}
