import type { AlertRule, BudgetAlert, Prisma } from '@outlay/prisma';
import type { Day } from '../../../lib/calendar.ts';
import { raiseAlert } from '../raise-alert.ts';
import { resolveAlerts } from '../resolve-alerts.ts';
import type { Finding } from './finding.ts';
import { limitKey } from './limit-evidence.ts';

interface Evaluation {
  rule: AlertRule;
  findings: readonly Finding[];
  now: Date;
  today: Day;
}

/** Somebody who closed an alert is left alone about the same thing for so long while it lasts. */
const CLOSED_BY_HAND_MS = 7 * 86_400_000;

/**
 * Raises what is new, reopens what figures brought back, and resolves what is over. The rule's row is locked by the caller.
 * Answers whether anything changed.
 */
export async function storeFindings(tx: Prisma.TransactionClient, evaluation: Evaluation): Promise<boolean> {
  const { rule, findings, now } = evaluation;
  const known = await tx.budgetAlert.findMany({
    where: {
      alertRuleId: rule.id,
      OR: [{ state: { not: 'RESOLVED' } }, { subjectKey: { in: findings.map(({ subjectKey }) => subjectKey) } }],
    },
    orderBy: { id: 'asc' },
  });
  const held = new Set<number>();
  let hasChanged = false;
  for (const finding of findings) {
    const alert = known.find((candidate) => isOf(candidate, finding, now));
    if (alert) held.add(alert.id);
    if (alert && isBack(alert)) await reopen(tx, alert, now);
    if (!alert) await raise(tx, evaluation, finding);
    hasChanged ||= !alert || isBack(alert);
  }
  const over = known.filter((alert) => alert.state !== 'RESOLVED');
  const ended = over.filter(({ expiresAt }) => expiresAt !== null && expiresAt <= now);
  const gone = over.filter((alert) => !held.has(alert.id) && !ended.includes(alert));
  const [other, below] = [
    gone.filter((alert) => !isOfLimit(alert, rule)),
    gone.filter((alert) => isOfLimit(alert, rule)),
  ];
  const resolved = [
    ...(await resolveAlerts(tx, ended, { now, resolution: 'WINDOW_ENDED', note: 'It lies in the past.' })),
    ...(await resolveAlerts(tx, other, { now, resolution: 'LIMIT_CHANGED', note: 'Another limit holds.' })),
    ...(await resolveAlerts(tx, below, { now, resolution: 'BELOW_THRESHOLD', note: 'It no longer holds.' })),
  ];
  return hasChanged || resolved.length > 0;
}

/** The alert of the same occurrence; of what has none, one that still lasts or was closed by hand lately. */
function isOf(alert: BudgetAlert, { subjectKey, occurrenceKey }: Finding, now: Date): boolean {
  if (alert.subjectKey !== subjectKey) return false;
  if (occurrenceKey !== undefined) return alert.occurrenceKey === occurrenceKey;
  if (alert.state !== 'RESOLVED') return true;
  const closedAt = alert.resolution === 'BY_HAND' ? alert.resolvedAt : null;
  return closedAt !== null && now.getTime() - closedAt.getTime() < CLOSED_BY_HAND_MS;
}

const isBack = ({ state, resolution }: BudgetAlert) => state === 'RESOLVED' && resolution === 'BELOW_THRESHOLD';

/** Keys of kinds with a limit name it. */
function isOfLimit({ occurrenceKey }: BudgetAlert, rule: AlertRule): boolean {
  return !occurrenceKey.includes('> ') || occurrenceKey.includes(limitKey(rule));
}

async function reopen(tx: Prisma.TransactionClient, { id }: BudgetAlert, now: Date): Promise<void> {
  await tx.budgetAlert.update({
    where: { id },
    data: { state: 'OPEN', resolution: null, resolvedAt: null, resolvedById: null },
  });
  const note = 'Later figures brought it back; nobody is told twice.';
  await tx.budgetAlertEvent.create({ data: { alertId: id, at: now, kind: 'REOPENED', note } });
}

async function raise(tx: Prisma.TransactionClient, { rule, now, today }: Evaluation, finding: Finding): Promise<void> {
  const { concernedMemberId, expiresAt, occurrenceKey = `since ${today}`, ...told } = finding;
  await raiseAlert(tx, {
    ...{ ...told, occurrenceKey, alertRuleId: rule.id, severity: rule.severity, now },
    ...(concernedMemberId === undefined ? {} : { concernedMemberId }),
    ...(expiresAt === undefined ? {} : { expiresAt }),
  });
}
