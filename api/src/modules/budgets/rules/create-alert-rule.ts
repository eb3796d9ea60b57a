import { AlertRuleKind } from '@outlay/prisma';
import { z } from 'zod';
import { db } from '../../../db.ts';
import type { Context } from '../../../graphql/context.ts';
import { ConflictError } from '../../../lib/errors.ts';
import { parseInput } from '../../../lib/parse-input.ts';
import { recordAuditEvent } from '../../audit/record-audit-event.ts';
import { requireAdmin } from '../../auth/permissions.ts';
import { requireFieldsOf, ruleData, ruleFields, ruleSnapshot, toTenths } from './alert-rule-fields.ts';
import { ruleKind } from './alert-rule-kinds.ts';
import { requireRate } from './require-rate.ts';

const schema = z.object({ ...ruleFields, kind: z.enum(AlertRuleKind) });
const MAX_RULES = 200;

/** What is left out is as at set-up, amounts in the reporting currency. Answers its id. @throws InvalidInputError | ConflictError */
export async function createAlertRule({ actor, clock }: Context, input: z.input<typeof schema>): Promise<number> {
  requireAdmin(actor);
  const { kind, ...fields } = parseInput(schema, input);
  requireFieldsOf(kind, fields);
  const { name, severity, amount, percent, days, factor, includesFixed } = ruleKind(kind);
  return db.$transaction(async (tx) => {
    if ((await tx.alertRule.count({ where: { removedAt: null } })) >= MAX_RULES)
      throw new ConflictError('kind', `There are ${MAX_RULES} rules already. Remove one first.`);
    const organization = await tx.organization.findUnique({ where: { id: 1 } });
    const data = {
      ...{ kind, name, severity },
      ...(amount ? { amount, currency: organization?.reportingCurrency ?? 'USD' } : {}),
      ...{ percent: percent ?? null, days: days?.initial ?? null, includesFixed: includesFixed ?? false },
      ...{ factorTenths: factor ? toTenths(factor) : null, createdAt: clock(), activeFrom: clock() },
      ...ruleData(fields),
    };
    if (data.currency) await requireRate(tx, data.currency);
    const rule = await tx.alertRule.create({ data });
    const subject = { subjectType: 'AlertRule', subjectId: rule.id };
    await recordAuditEvent(tx, actor, { action: 'createAlertRule', ...subject, after: ruleSnapshot(rule) });
    return rule.id;
  });
}
