import { db } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { requireAdmin } from '../auth/permissions.ts';
import { ruleData } from './gl-rule-fields.ts';
import { orderGlRules, requireRule, takeGlRules } from './gl-rule-order.ts';

/** Removes the rule; the next that matches decides instead. @throws NotFoundError */
export async function deleteGlRule({ actor }: Context, ruleId: number): Promise<number> {
  requireAdmin(actor);
  return db.$transaction(async (tx) => {
    const rules = await takeGlRules(tx);
    const rule = requireRule(rules, ruleId);
    await tx.glRule.delete({ where: { id: ruleId } });
    await orderGlRules(
      tx,
      rules.flatMap(({ id }) => (id === ruleId ? [] : [id])),
    );
    const subject = { subjectType: 'GlRule', subjectId: ruleId };
    await recordAuditEvent(tx, actor, { action: 'deleteGlRule', ...subject, before: ruleData(rule) });
    return ruleId;
  });
}
