import { z } from 'zod';
import { db } from '../../../db.ts';
import type { Context } from '../../../graphql/context.ts';
import { parseInput } from '../../../lib/parse-input.ts';
import { recordAuditEvent } from '../../audit/record-audit-event.ts';
import { requireAdmin } from '../../auth/permissions.ts';
import { requireFieldsOf, ruleData, ruleFields, ruleSnapshot } from './alert-rule-fields.ts';
import { requireRate } from './require-rate.ts';
import { resolveRuleAlerts } from './resolve-rule-alerts.ts';
import { takeAlertRule } from './take-alert-rule.ts';

const schema = z.object({ ...ruleFields, ruleId: z.int() });

/**
 * Changes what is given. Switching it off resolves its alerts; switching it on, it looks from that day on.
 * @throws InvalidInputError | NotFoundError
 */
export async function changeAlertRule({ actor, clock }: Context, input: z.input<typeof schema>): Promise<number> {
  requireAdmin(actor);
  const { ruleId, ...fields } = parseInput(schema, input);
  return db.$transaction(async (tx) => {
    const before = await takeAlertRule(tx, ruleId);
    requireFieldsOf(before.kind, fields);
    const data = ruleData(fields);
    if (data.currency) await requireRate(tx, data.currency);
    const isSwitchedOn = data.isEnabled === true && !before.isEnabled;
    const after = await tx.alertRule.update({
      where: { id: ruleId },
      data: { ...data, version: { increment: 1 }, ...(isSwitchedOn ? { activeFrom: clock() } : {}) },
    });
    if (!after.isEnabled) await resolveRuleAlerts(tx, ruleId, clock());
    await recordAuditEvent(tx, actor, {
      action: 'changeAlertRule',
      subjectType: 'AlertRule',
      subjectId: ruleId,
      before: ruleSnapshot(before),
      after: ruleSnapshot(after),
    });
    return ruleId;
  });
}
