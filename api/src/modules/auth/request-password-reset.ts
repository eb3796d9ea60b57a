import { db } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { createAccountLink } from './account-link.ts';
import { countAttempt } from './sign-in-throttle.ts';

/**
 * Mails a reset link if the address belongs to an active member; the answer is the same for everybody and does not wait
 * for that. @throws RateLimitedError
 */
export async function requestPasswordReset(context: Context, email: string): Promise<boolean> {
  const account = email.trim().toLowerCase().slice(0, 254);
  await countAttempt({ action: 'password-reset', account, address: context.address }, context.clock());
  context.installation.inBackground(mailResetLink(context, account));
  return true;
}

async function mailResetLink(context: Context, email: string): Promise<void> {
  const { sendMail } = context.installation;
  if (!sendMail) return;
  const member = await db.member.findUnique({ where: { email } });
  if (member?.status !== 'ACTIVE') return;
  const link = await db.$transaction(async (tx) => {
    const subject = { subjectType: 'Member', subjectId: member.id };
    await recordAuditEvent(tx, context.actor, { action: 'requestPasswordReset', ...subject });
    return createAccountLink(tx, context, { kind: 'PASSWORD_RESET', memberId: member.id });
  });
  await sendMail({
    to: member.email,
    subject: 'Reset your Outlay password',
    text: `Hello ${member.name},\n\nset a new password within 24 hours here:\n${link}\n\nIf you did not ask for this, ignore this message: nothing changes.\n`,
  });
}
