import type { GlAccountType, Prisma } from '@outlay/prisma';
import { ConflictError } from '../../lib/errors.ts';

/** The type that an account must have for what it is used for. */
export const postingTypes = {
  defaultExpenseAccountId: 'EXPENSE',
  payableAccountId: 'LIABILITY',
  accruedAccountId: 'LIABILITY',
  prepaidAccountId: 'ASSET',
  roundingAccountId: 'EXPENSE',
} as const satisfies Record<string, GlAccountType>;

export type PostingAccount = keyof typeof postingTypes;
export const postingAccounts = Object.keys(postingTypes) as PostingAccount[];

/** What journals post to the account for. */
export async function postingUses(tx: Prisma.TransactionClient, accountId: number): Promise<PostingAccount[]> {
  const settings = await tx.accountingSettings.findUnique({ where: { id: 1 } });
  return postingAccounts.filter((field) => settings?.[field] === accountId);
}

/** Journals post assets to assets. @throws ConflictError naming `type` */
export async function requirePostingType(
  tx: Prisma.TransactionClient,
  { id, code, name }: { id: number; code: string; name: string },
  type: GlAccountType,
): Promise<void> {
  const use = (await postingUses(tx, id)).find((field) => postingTypes[field] !== type);
  if (use === undefined) return;
  const problem = `${code} ${name} is the ${use} of the accounting settings, which is of type ${postingTypes[use]}.`;
  throw new ConflictError('type', `${problem} Choose another account there first.`);
}

/** What puts cost on the account by itself, as people read it; none: empty. */
export async function routesTo(tx: Prisma.TransactionClient, glAccountId: number, at: Date): Promise<string[]> {
  const isRunning = { OR: [{ endsOn: null }, { endsOn: { gt: at } }] };
  const counts: [number, string][] = [
    [await tx.glRule.count({ where: { glAccountId } }), 'GL rule'],
    [await tx.team.count({ where: { defaultGlAccountId: glAccountId } }), 'team'],
    [await tx.subscription.count({ where: { glAccountId, ...isRunning } }), 'subscription'],
    [await tx.recurringCost.count({ where: { lines: { some: { glAccountId } }, ...isRunning } }), 'recurring cost'],
  ];
  return counts.flatMap(([count, what]) => (count === 0 ? [] : [`${count} ${what}${count === 1 ? '' : 's'}`]));
}
