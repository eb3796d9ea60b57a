import type { AlertRule, AlertRuleKind } from '@outlay/prisma';
import type { Pool } from 'pg';
import { db } from '../../../db.ts';
import type { Log } from '../../../lib/log.ts';
import { alertEvents } from '../alert-events.ts';
import { dailyCost } from './daily-cost.ts';
import type { EvaluateRule, Finding } from './finding.ts';
import { memberDailyCost } from './member-daily-cost.ts';
import { projectedMonth } from './projected-month.ts';
import { renewalsDue } from './renewals-due.ts';
import { gatherFacts, LOOK_BACK_DAYS, type RuleFacts } from './rule-facts.ts';
import { runaway } from './runaway.ts';
import { spike } from './spike.ts';
import { storeFindings } from './store-findings.ts';
import { syncProblems } from './sync-problems.ts';
import { KNOWN_BEFORE_DAYS, trend } from './trend.ts';
import { unpricedModels } from './unpriced-models.ts';
import { unusedSeats } from './unused-seats.ts';

const evaluations: Record<AlertRuleKind, EvaluateRule> = {
  DAILY_COST: dailyCost,
  PROJECTED_MONTH: projectedMonth,
  TREND: trend,
  MEMBER_DAILY_COST: memberDailyCost,
  SPIKE: spike,
  RUNAWAY: runaway,
  UNPRICED_MODEL: unpricedModels,
  SYNC_PROBLEM: syncProblems,
  RENEWAL_DUE: renewalsDue,
  UNUSED_SEAT: unusedSeats,
};

interface EvaluationOptions {
  pool: Pool;
  now: Date;
  log: Pick<Log, 'error'>;
}

/** Looks at every rule that is switched on; one that fails is logged and leaves its alerts as they are. */
export async function evaluateAlertRules({ pool, now, log }: EvaluationOptions): Promise<void> {
  const rules = await db.alertRule.findMany({ where: { isEnabled: true, removedAt: null }, orderBy: { id: 'asc' } });
  if (rules.length === 0) return;
  const facts = await gatherFacts(pool, now, Math.max(...rules.map(historyDays)));
  for (const rule of rules) {
    try {
      await store(rule, await evaluations[rule.kind](rule, facts), facts);
    } catch (error) {
      log.error({ err: error, rule: rule.id, kind: rule.kind }, 'an alert rule could not be looked at');
    }
  }
}

function historyDays({ kind, days }: AlertRule): number {
  const own = days ?? 0;
  if (kind === 'TREND') return 2 * own + KNOWN_BEFORE_DAYS;
  if (kind === 'SPIKE') return own + 7;
  return LOOK_BACK_DAYS;
}

/** Under the rule's lock; whoever looked later, or at other settings, knows better. */
async function store(rule: AlertRule, findings: readonly Finding[], { now, today }: RuleFacts): Promise<void> {
  const hasChanged = await db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM alert_rule WHERE id = ${rule.id} FOR UPDATE`;
    const current = await tx.alertRule.findUniqueOrThrow({ where: { id: rule.id } });
    if (current.version !== rule.version || current.removedAt) return false;
    if (current.evaluatedAt && current.evaluatedAt > now) return false;
    const changed = await storeFindings(tx, { rule, findings, now, today });
    await tx.alertRule.update({ where: { id: rule.id }, data: { evaluatedAt: now } });
    return changed;
  });
  if (hasChanged) alertEvents.emit('raised');
}
