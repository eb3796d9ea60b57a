import type { AlertRuleKind, BudgetAlert, NotificationChannel } from '@outlay/prisma';
import type { Concerned } from './concerned-people.ts';

export interface RoutedAlert {
  alert: Pick<BudgetAlert, 'severity' | 'budgetId' | 'alertRuleId'>;
  /** Null: of a budget. */
  ruleKind: AlertRuleKind | null;
  concerned: Concerned;
}

const allows = <Value>(list: readonly Value[], value: Value) => list.length === 0 || list.includes(value);

/** Whether a channel tells an alert. */
export function routesAlert(channel: NotificationChannel, { alert, ruleKind, concerned }: RoutedAlert): boolean {
  if (!allows(channel.severities, alert.severity)) return false;
  if (channel.teamIds.length > 0 && !concerned.teamIds.some((id) => channel.teamIds.includes(id))) return false;
  if (alert.budgetId !== null) return channel.includesBudgets && allows(channel.budgetIds, alert.budgetId);
  if (alert.alertRuleId === null || ruleKind === null) return false;
  return channel.includesRules && allows(channel.ruleIds, alert.alertRuleId) && allows(channel.ruleKinds, ruleKind);
}
