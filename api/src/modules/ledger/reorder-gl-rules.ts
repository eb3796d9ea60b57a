import { db } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import { ConflictError } from '../../lib/errors.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { requireAdmin } from '../auth/permissions.ts';
import { orderGlRules, takeGlRules } from './gl-rule-order.ts';

/** Tries the rules in this order from now on. @throws ConflictError unless every rule is named once */
export async function reorderGlRules({ actor }: Context, ruleIds: readonly number[]): Promise<void> {
  requireAdmin(actor);
  await db.$transaction(async (tx) => {
    const before = (await takeGlRules(tx)).map(({ id }) => id);
    const wanted = new Set(ruleIds);
    if (wanted.size !== ruleIds.length || wanted.size !== before.length || !before.every((id) => wanted.has(id))) {
      throw new ConflictError('ruleIds', 'Name every rule once: the list has changed meanwhile. Load it again.');
    }
    await orderGlRules(tx, ruleIds);
    await recordAuditEvent(tx, actor, { action: 'reorderGlRules', before, after: [...ruleIds] });
  });
}
