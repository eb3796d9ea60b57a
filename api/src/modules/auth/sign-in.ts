import type { MemberRole, Prisma } from '@outlay/prisma';
import { db } from '../../db.ts';
import type { Actor, Context } from '../../graphql/context.ts';
import { InvalidInputError } from '../../lib/errors.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { passwordFits } from './password-hash.ts';
import { startSession } from './sessions.ts';
import { countAttempt, forgiveAttempt } from './sign-in-throttle.ts';

export interface SignInInput {
  email: string;
  password: string;
}

/** A member who has just proved who they are. */
export interface SignedInMember {
  id: number;
  name: string;
  role: MemberRole;
}

/**
 * Starts a session by email and password. Unknown, wrong and deactivated get the same answer for the same work.
 * @throws InvalidInputError | RateLimitedError
 */
export async function signIn(context: Context, { email, password }: SignInInput): Promise<SignedInMember> {
  const account = email.trim().toLowerCase().slice(0, 254);
  const attempt = { action: 'sign-in', account, address: context.address } as const;
  await countAttempt(attempt, context.clock());
  const member = await db.member.findUnique({ where: { email: account }, include: { credential: true } });
  const fits = await passwordFits(member?.credential?.passwordHash, password.slice(0, 1000));
  if (!member || !fits || member.status !== 'ACTIVE') {
    await db.$transaction((tx) => recordSignIn(tx, 'signInFailed', member?.id, { email: account, method: 'password' }));
    throw new InvalidInputError(
      'password',
      '',
      'the email address or the password is wrong.',
      'Check both, or ask for a reset link.',
    );
  }
  await db.$transaction(async (tx) => {
    await startSession(tx, context, member.id);
    await recordSignIn(tx, 'signIn', member.id, { email: account, method: 'password' });
  });
  await forgiveAttempt(attempt);
  return { id: member.id, name: member.name, role: member.role };
}

/** Both outcomes of proving who one is; the subject is the account tried. */
export async function recordSignIn(
  tx: Prisma.TransactionClient,
  action: 'signIn' | 'signInFailed',
  memberId: number | undefined,
  after: { email: string; method: 'password' | 'google' | 'link' },
): Promise<void> {
  const actor: Actor = { kind: 'ANONYMOUS' };
  await recordAuditEvent(tx, actor, { action, subjectType: 'Member', subjectId: memberId ?? '', after });
}
