import type { AlertRuleKind, Prisma } from '@outlay/prisma';
import { toTenths } from './alert-rule-fields.ts';
import { type RuleKind, ruleKinds } from './alert-rule-kinds.ts';

/** One rule of every kind, and a channel that mails administrators and the members concerned; at set-up. */
export async function createDefaultRules(tx: Prisma.TransactionClient, now: Date): Promise<void> {
  const kinds = Object.entries(ruleKinds) as [AlertRuleKind, RuleKind][];
  await tx.alertRule.createMany({
    data: kinds.map(([kind, { name, severity, amount, percent, days, factor, includesFixed }]) => ({
      ...{ kind, name, severity },
      ...(amount ? { amount, currency: 'USD' } : {}),
      ...{ percent: percent ?? null, days: days?.initial ?? null },
      ...{ factorTenths: factor ? toTenths(factor) : null, includesFixed: includesFixed ?? false },
      ...{ createdAt: now, activeFrom: now },
    })),
  });
  await tx.notificationChannel.create({
    data: { name: 'E-mail', kind: 'EMAIL', toAdmins: true, toConcernedMembers: true, createdAt: now },
  });
}
