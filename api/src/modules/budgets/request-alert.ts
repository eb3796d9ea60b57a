import type { Budget, BudgetRequest, Prisma } from '@outlay/prisma';
import { encodeGlobalId } from '../../graphql/global-id.ts';
import { amountText } from './amount-text.ts';
import { toNano } from './budget-record.ts';
import { periodNames } from './due-alerts.ts';
import { raiseAlert } from './raise-alert.ts';
import { resolveAlerts } from './resolve-alerts.ts';

/** What an alert of a budget is about that is for administrators alone; empty: for everybody whom the budget binds. */
const requestKey = ({ id }: Pick<BudgetRequest, 'id'>): string => encodeGlobalId('BudgetRequest', id);

interface Asked {
  request: BudgetRequest;
  budget: Budget;
  memberName: string;
}

/** Tells administrators, once and by every channel that tells of the budget. Emit `raised` after the commit. */
export async function raiseRequestAlert(
  tx: Prisma.TransactionClient,
  { request, budget, memberName }: Asked,
): Promise<void> {
  const { requestedLimit, reason, createdAt } = request;
  const unit = await unitOf(tx, budget);
  const text = limitText(budget);
  await raiseAlert(tx, {
    ...{ budgetId: budget.id, subjectKey: requestKey(request), occurrenceKey: 'request' },
    severity: budget.isHard ? 'WARNING' : 'INFO',
    title: `${memberName} asks for ${text(requestedLimit)} ${unit} instead of ${text(budget.limit)}: ${budget.name} (${periodNames[budget.period]})`,
    evidence: {
      ...{ member: memberName, reason, requested: requestedLimit.toFixed(), limit: budget.limit.toFixed() },
      ...{ metric: budget.metric, unit, period: budget.period },
    },
    link: `/budgets/${encodeGlobalId('Budget', budget.id)}`,
    now: createdAt,
  });
}

/** The answer ends the alert, with the same words in its history. */
export async function resolveRequestAlert(
  tx: Prisma.TransactionClient,
  request: BudgetRequest,
  { now, memberId, note }: { now: Date; memberId: number | null; note: string },
): Promise<void> {
  const where = { budgetId: request.budgetId, subjectKey: requestKey(request), state: { not: 'RESOLVED' } } as const;
  const alerts = await tx.budgetAlert.findMany({ where, select: { id: true } });
  await resolveAlerts(tx, alerts, { now, resolution: 'BY_HAND', memberId, note });
}

export async function unitOf(tx: Prisma.TransactionClient, { metric }: Pick<Budget, 'metric'>): Promise<string> {
  if (metric !== 'COST') return metric.toLowerCase();
  const organization = await tx.organization.findUnique({ where: { id: 1 }, select: { reportingCurrency: true } });
  return organization?.reportingCurrency ?? 'USD';
}

/** A limit of a budget as a sentence says it. */
export const limitText =
  ({ metric }: Pick<Budget, 'metric'>) =>
  (limit: { toFixed(): string }) =>
    amountText(toNano(limit), { metric, limitNano: toNano(limit) });
