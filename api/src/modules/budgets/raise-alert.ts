import type { AlertSeverity, BudgetAlert, Prisma } from '@outlay/prisma';
import { oneLine } from '../../lib/one-line.ts';
import { enqueueNotifications } from './notifications/enqueue-notifications.ts';

/** Of a budget's alert: which window and threshold it is about. */
export interface AlertWindow {
  windowStartsAt: Date;
  windowEndsAt: Date;
  /** Percent of the limit. */
  threshold: number;
  isProjected: boolean;
  limitRevision: number;
}

export interface NewAlert {
  /** Exactly one of budgetId and alertRuleId. */
  budgetId?: number;
  alertRuleId?: number;
  /** What of the rule it is about, such as `Member:3`; empty for a budget. */
  subjectKey: string;
  /** Of a rule: the member it is about, who sees it too. */
  concernedMemberId?: number;
  /** Which time it is: the same key never raises a second alert. */
  occurrenceKey: string;
  severity: AlertSeverity;
  title: string;
  /** Figures as exact decimal strings. */
  evidence: Prisma.InputJsonObject;
  /** Path and search string in the web application. */
  link: string;
  now: Date;
  /** Resolved by itself from then on; left out: never by time alone. */
  expiresAt?: Date;
  window?: AlertWindow;
}

/**
 * Raises an alert once for its (budget or rule, subject, occurrence), whoever else tries at the same moment, and writes
 * what is to be sent about it.
 * Emit `raised` of alert-events.ts once the transaction is committed. Null: it was raised before.
 */
export async function raiseAlert(
  tx: Prisma.TransactionClient,
  { window, expiresAt, now, ...alert }: NewAlert,
): Promise<BudgetAlert | null> {
  const [raised] = await tx.budgetAlert.createManyAndReturn({
    data: [{ ...alert, title: oneLine(alert.title), ...window, raisedAt: now, ...(expiresAt ? { expiresAt } : {}) }],
    skipDuplicates: true,
  });
  if (!raised) return null;
  await tx.budgetAlertEvent.create({ data: { alertId: raised.id, at: now, kind: 'RAISED' } });
  await enqueueNotifications(tx, raised);
  return raised;
}
