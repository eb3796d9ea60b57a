import { z } from 'zod';
import { db } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import { parseInput } from '../../lib/parse-input.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { requireAdmin } from '../auth/permissions.ts';
import { glRuleFields, requireRuleReferences, ruleData } from './gl-rule-fields.ts';
import { requireRule, takeGlRules } from './gl-rule-order.ts';

const schema = z.object({ ...glRuleFields, ruleId: z.int(), glAccountId: z.int().nullish() });

/** Changes what is given; null: any. @throws InvalidInputError | NotFoundError */
export async function changeGlRule({ actor }: Context, input: z.input<typeof schema>): Promise<number> {
  requireAdmin(actor);
  const { ruleId, ...change } = parseInput(schema, input);
  return db.$transaction(async (tx) => {
    const rule = requireRule(await takeGlRules(tx), ruleId);
    const before = ruleData(rule);
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    const after = ruleData({ ...before, ...given, glAccountId: change.glAccountId ?? before.glAccountId });
    await requireRuleReferences(tx, after);
    await tx.glRule.update({ where: { id: ruleId }, data: after });
    const subject = { subjectType: 'GlRule', subjectId: ruleId };
    await recordAuditEvent(tx, actor, { action: 'changeGlRule', ...subject, before, after });
    return ruleId;
  });
}
