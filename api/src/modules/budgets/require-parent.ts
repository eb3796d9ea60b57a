import type { BudgetMetric, BudgetPeriod, Prisma } from '@outlay/prisma';
import { InvalidInputError } from '../../lib/errors.ts';
import { type HierarchyProblem, hierarchyProblem, MAX_LEVELS, type Placed } from './budget-hierarchy.ts';

const problems: Record<HierarchyProblem, readonly [problem: string, remedy: string]> = {
  CIRCLE: ['the budget would be its own ancestor.', 'Choose a budget that is not below this one.'],
  TOO_DEEP: [`a hierarchy has at most ${MAX_LEVELS} levels.`, 'Choose a budget further up.'],
  SUBJECT_TWICE: ['its hierarchy has a budget for the same already.', 'Choose another parent, or none.'],
};

/** Locked (lock-budgets.ts), so that two changes cannot make a circle together. @throws InvalidInputError naming parentId */
export async function requireParent(
  tx: Prisma.TransactionClient,
  budget: Placed & { period: BudgetPeriod; metric: BudgetMetric },
): Promise<void> {
  const { parentId, period, metric } = budget;
  if (parentId === null) return;
  const refuse = (problem: string, remedy: string) => {
    throw new InvalidInputError('parentId', `Budget:${parentId}`, problem, remedy);
  };
  const parent = await tx.budget.findUnique({ where: { id: parentId } });
  if (!parent || parent.archivedAt)
    return refuse(`Budget:${parentId} does not exist or is archived.`, 'Choose another.');
  if (parent.period !== period || parent.metric !== metric) {
    const problem = `${parent.name} is ${parent.period} ${parent.metric}, not ${period} ${metric}.`;
    return refuse(problem, 'Choose a budget of the same period and metric.');
  }
  if (budget.scope === 'ORGANIZATION') return refuse('the organization is part of nothing.', 'Leave parentId out.');
  const others = await tx.budget.findMany({
    where: { period, metric, archivedAt: null, id: { not: budget.id } },
    select: { id: true, parentId: true, scope: true, scopeId: true },
  });
  const problem = hierarchyProblem(budget, others);
  if (problem) refuse(...problems[problem]);
}
