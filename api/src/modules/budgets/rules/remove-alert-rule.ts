import { db } from '../../../db.ts';
import type { Context } from '../../../graphql/context.ts';
import { recordAuditEvent } from '../../audit/record-audit-event.ts';
import { requireAdmin } from '../../auth/permissions.ts';
import { ruleSnapshot } from './alert-rule-fields.ts';
import { resolveRuleAlerts } from './resolve-rule-alerts.ts';
import { takeAlertRule } from './take-alert-rule.ts';

/** Its alerts are resolved and stay in the history. @throws NotFoundError */
export async function removeAlertRule({ actor, clock }: Context, ruleId: number): Promise<void> {
  requireAdmin(actor);
  await db.$transaction(async (tx) => {
    const before = await takeAlertRule(tx, ruleId);
    await tx.alertRule.update({ where: { id: ruleId }, data: { isEnabled: false, removedAt: clock() } });
    await resolveRuleAlerts(tx, ruleId, clock());
    await recordAuditEvent(tx, actor, {
      action: 'removeAlertRule',
      subjectType: 'AlertRule',
      subjectId: ruleId,
      before: ruleSnapshot(before),
    });
  });
}
