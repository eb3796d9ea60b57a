import { z } from 'zod';
import { db } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import { ConflictError } from '../../lib/errors.ts';
import { parseInput } from '../../lib/parse-input.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { requireAdmin } from '../auth/permissions.ts';
import { glRuleFields, requireRuleReferences, ruleData } from './gl-rule-fields.ts';
import { orderGlRules, takeGlRules } from './gl-rule-order.ts';

/** Each becomes a branch of the statements that read by account. */
export const MAX_RULES = 500;

const schema = z.object({ ...glRuleFields, position: z.int().min(1).nullish() });

/** Adds a rule at a position (from 1), else as the last. Answers its id. @throws InvalidInputError | ConflictError */
export async function createGlRule({ actor }: Context, input: z.input<typeof schema>): Promise<number> {
  requireAdmin(actor);
  const { position, ...fields } = parseInput(schema, input);
  return db.$transaction(async (tx) => {
    const ids = (await takeGlRules(tx)).map(({ id }) => id);
    if (ids.length >= MAX_RULES) {
      throw new ConflictError('position', `There are ${MAX_RULES} rules already. Remove some, or use teams' accounts.`);
    }
    await requireRuleReferences(tx, fields);
    const after = ruleData(fields);
    const { id } = await tx.glRule.create({ data: { ...after, position: ids.length + 1 } });
    await orderGlRules(tx, ids.toSpliced((position ?? ids.length + 1) - 1, 0, id));
    const subject = { subjectType: 'GlRule', subjectId: id };
    await recordAuditEvent(tx, actor, {
      action: 'createGlRule',
      ...subject,
      after: { ...after, position: position ?? null },
    });
    return id;
  });
}
