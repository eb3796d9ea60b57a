import type { AccountingSettings, Prisma } from '@outlay/prisma';
import { db } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import { InvalidInputError } from '../../lib/errors.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { requireAdmin } from '../auth/permissions.ts';
import { type PostingAccount, postingAccounts, postingTypes } from './gl-account-uses.ts';
import { requireOpenGlAccount } from './require-gl-account.ts';

/** Left out: stays. Null: none. */
export type ChangeAccountingSettingsInput = Partial<Record<PostingAccount, number | null | undefined>> & {
  requiresSubscriptionApproval?: boolean | null | undefined;
};

/** The settings, also before any was chosen. */
export async function accountingSettings(tx: Prisma.TransactionClient = db): Promise<AccountingSettings> {
  return (
    (await tx.accountingSettings.findUnique({ where: { id: 1 } })) ?? {
      id: 1,
      defaultExpenseAccountId: null,
      payableAccountId: null,
      accruedAccountId: null,
      prepaidAccountId: null,
      roundingAccountId: null,
      requiresSubscriptionApproval: false,
    }
  );
}

/** @throws InvalidInputError naming the field when an account is unknown, archived or of another type */
export async function changeAccountingSettings(
  { actor }: Context,
  input: ChangeAccountingSettingsInput,
): Promise<AccountingSettings> {
  requireAdmin(actor);
  return db.$transaction(async (tx) => {
    const { id, ...before } = await accountingSettings(tx);
    const after = {
      ...before,
      requiresSubscriptionApproval: input.requiresSubscriptionApproval ?? before.requiresSubscriptionApproval,
    };
    for (const field of postingAccounts) {
      const accountId = input[field];
      if (accountId === undefined) continue;
      if (accountId !== null) await requireType(tx, field, accountId);
      after[field] = accountId;
    }
    const stored = await tx.accountingSettings.upsert({ where: { id }, create: { id, ...after }, update: after });
    await recordAuditEvent(tx, actor, { action: 'changeAccountingSettings', before, after });
    return stored;
  });
}

async function requireType(tx: Prisma.TransactionClient, field: PostingAccount, id: number): Promise<void> {
  const { code, name, type } = await requireOpenGlAccount(tx, id, field);
  const wanted = postingTypes[field];
  if (type === wanted) return;
  const problem = `${code} ${name} is of type ${type}.`;
  throw new InvalidInputError(field, `GlAccount:${id}`, problem, `Choose an account of type ${wanted}.`);
}
