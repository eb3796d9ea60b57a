import { db } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import { ForbiddenError, InvalidInputError } from '../../lib/errors.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { hashPassword, passwordFits } from './password-hash.ts';
import { requireGoodPassword } from './password-rules.ts';
import { requireNoToken } from './permissions.ts';
import { startSession } from './sessions.ts';
import { countAttempt, forgiveAttempt } from './sign-in-throttle.ts';

export interface ChangePasswordInput {
  currentPassword: string;
  newPassword: string;
}

/**
 * Changes the signed-in person's password; every other session of theirs ends and this one is renewed.
 * @throws InvalidInputError | RateLimitedError | ForbiddenError for an API token
 */
export async function changePassword(context: Context, input: ChangePasswordInput): Promise<boolean> {
  const { actor, address, clock } = context;
  requireNoToken(actor);
  if (actor.kind !== 'PERSON') throw new ForbiddenError('Only a person has a password.');
  const { memberId } = actor;
  const member = await db.member.findUniqueOrThrow({ where: { id: memberId }, include: { credential: true } });
  const attempt = { action: 'sign-in', account: member.email, address } as const;
  await countAttempt(attempt, clock());
  if (!(await passwordFits(member.credential?.passwordHash, input.currentPassword.slice(0, 1000))))
    throw new InvalidInputError('currentPassword', '', 'is wrong.', 'Write your present password, or reset it.');
  await forgiveAttempt(attempt);
  requireGoodPassword('newPassword', input.newPassword, member.email);
  const passwordHash = await hashPassword(input.newPassword);
  await db.$transaction(async (tx) => {
    await tx.memberCredential.update({ where: { memberId }, data: { passwordHash } });
    await tx.session.deleteMany({ where: { memberId } });
    await startSession(tx, context, memberId);
    await recordAuditEvent(tx, actor, { action: 'changePassword', subjectType: 'Member', subjectId: memberId });
  });
  return true;
}
