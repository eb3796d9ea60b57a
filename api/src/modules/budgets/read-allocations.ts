import { db } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import { toNano } from './budget-record.ts';
import { readCurrentWindows } from './read-budget-windows.ts';

/** How a budget's limit is shared out; in units of 1e-9. */
export interface Allocation {
  limitNano: bigint;
  /** Limits of the children. */
  allocatedNano: bigint;
  /** What the children came to in their current windows. */
  childrenSpentNano: bigint;
}

/** Of each budget; null without children. */
export async function readAllocations(
  caller: Pick<Context, 'actor' | 'clock'>,
  ids: readonly number[],
): Promise<(Allocation | null)[]> {
  const budgets = await db.budget.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, limit: true, children: { where: { archivedAt: null }, select: { id: true, limit: true } } },
  });
  const childIds = budgets.flatMap(({ children }) => children.map(({ id }) => id));
  const windows = await readCurrentWindows(caller, childIds);
  const spent = new Map(windows.flatMap((view) => (view ? [[view.budget.id, view.figures.spentNano] as const] : [])));
  const sum = (amounts: readonly bigint[]) => amounts.reduce((total, amount) => total + amount, 0n);
  const byId = new Map(
    budgets.map(({ id, limit, children }) => [
      id,
      children.length === 0
        ? null
        : {
            limitNano: toNano(limit),
            allocatedNano: sum(children.map((child) => toNano(child.limit))),
            childrenSpentNano: sum(children.map((child) => spent.get(child.id) ?? 0n)),
          },
    ]),
  );
  return ids.map((id) => byId.get(id) ?? null);
}
