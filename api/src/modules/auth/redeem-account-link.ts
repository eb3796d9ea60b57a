import type { AccountLinkKind, Prisma } from '@outlay/prisma';
import { db } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import { InvalidInputError } from '../../lib/errors.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { memberKnown, rebuildSoon } from '../people/attribution-changes.ts';
import { hashPassword } from './password-hash.ts';
import { requireGoodPassword } from './password-rules.ts';
import { tokenHash } from './secret-token.ts';
import { startSession } from './sessions.ts';
import { recordSignIn, type SignedInMember } from './sign-in.ts';
import { countAttempt, forgiveAttempt } from './sign-in-throttle.ts';

interface Redemption {
  kind: AccountLinkKind;
  token: string;
  password: string;
  /** Also sets the member's name. */
  name?: string;
}

/**
 * Sets the password by a one-time link, ends every other session of the member, and signs them in.
 * @throws InvalidInputError | RateLimitedError
 */
export async function redeemAccountLink(context: Context, redemption: Redemption): Promise<SignedInMember> {
  const { kind, password } = redemption;
  const hash = tokenHash(redemption.token);
  const attempt = { action: 'account-link', account: hash, address: context.address } as const;
  await countAttempt(attempt, context.clock());
  const link = await db.accountLink.findUnique({ where: { tokenHash: hash }, include: { member: true } });
  if (link?.kind !== kind || link.member.status === 'DEACTIVATED') throw unusable('is not valid.');
  if (link.usedAt) throw unusable('has been used already.');
  if (link.expiresAt <= context.clock()) throw unusable(`expired on ${link.expiresAt.toISOString()}.`);
  requireGoodPassword('password', password, link.member.email);
  const passwordHash = await hashPassword(password);
  const member = await db.$transaction(async (tx) => {
    await useUp(tx, hash, context.clock());
    await tx.session.deleteMany({ where: { memberId: link.memberId } });
    await tx.memberCredential.upsert({
      where: { memberId: link.memberId },
      create: { memberId: link.memberId, passwordHash },
      update: { passwordHash },
    });
    const named = redemption.name === undefined ? {} : { name: redemption.name };
    const changed = await tx.member.update({ where: { id: link.memberId }, data: { status: 'ACTIVE', ...named } });
    await startSession(tx, context, changed.id);
    const action = kind === 'INVITATION' ? 'acceptInvitation' : 'resetPassword';
    await recordAuditEvent(tx, context.actor, { action, subjectType: 'Member', subjectId: changed.id });
    await recordSignIn(tx, 'signIn', changed.id, { email: changed.email, method: 'link' });
    await memberKnown(tx);
    return changed;
  });
  await forgiveAttempt(attempt);
  rebuildSoon(context);
  return { id: member.id, name: member.name, role: member.role };
}

/** Of two at the same moment one wins. */
async function useUp(tx: Prisma.TransactionClient, hash: string, now: Date): Promise<void> {
  const { count } = await tx.accountLink.updateMany({
    where: { tokenHash: hash, usedAt: null },
    data: { usedAt: now },
  });
  if (count === 0) throw unusable('has been used already.');
}

const unusable = (problem: string) =>
  new InvalidInputError('token', '', `this link ${problem}`, 'Ask an administrator for a new one.');
