import type { AccountLinkKind, Prisma } from '@outlay/prisma';
import type { Context } from '../../graphql/context.ts';
import { randomToken, tokenHash } from './secret-token.ts';

const HOUR_MS = 3_600_000;
const LIFETIME_MS: Record<AccountLinkKind, number> = { INVITATION: 7 * 24 * HOUR_MS, PASSWORD_RESET: 24 * HOUR_MS };
const PAGES: Record<AccountLinkKind, string> = { INVITATION: 'accept-invitation', PASSWORD_RESET: 'reset-password' };

/** A link by which its holder sets the member's password once; earlier ones of the member stop working. */
export async function createAccountLink(
  tx: Prisma.TransactionClient,
  { clock, installation }: Pick<Context, 'clock' | 'installation'>,
  { kind, memberId }: { kind: AccountLinkKind; memberId: number },
): Promise<string> {
  const token = randomToken();
  const createdAt = clock();
  const expiresAt = new Date(createdAt.getTime() + LIFETIME_MS[kind]);
  await tx.accountLink.deleteMany({ where: { memberId, usedAt: null } });
  await tx.accountLink.create({ data: { tokenHash: tokenHash(token), kind, memberId, createdAt, expiresAt } });
  return `${installation.publicUrl}/${PAGES[kind]}?token=${token}`;
}
