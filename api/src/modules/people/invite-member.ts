import { MemberRole } from '@outlay/prisma';
import { z } from 'zod';
import { db } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import { ConflictError } from '../../lib/errors.ts';
import { parseInput } from '../../lib/parse-input.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { createAccountLink } from '../auth/account-link.ts';
import { emailAddress } from '../auth/email-address.ts';
import { requireAdmin, requireNoToken } from '../auth/permissions.ts';
import { memberKnown, rebuildSoon } from './attribution-changes.ts';
import { nameField } from './name-field.ts';

const schema = z.object({ email: emailAddress, name: nameField.nullish(), role: z.enum(MemberRole) });

/** The link is for the administrator to hand over; with SMTP it is mailed too. */
export interface Invitation {
  memberId: number;
  link: string;
  isMailed: boolean;
}

/**
 * Invites an address, whatever its domain; again for one who has not accepted yet: the earlier link ends.
 * @throws InvalidInputError | ConflictError | ForbiddenError for an API token
 */
export async function inviteMember(context: Context, input: z.input<typeof schema>): Promise<Invitation> {
  const { actor, installation } = context;
  requireNoToken(actor);
  requireAdmin(actor);
  const { email, name, role } = parseInput(schema, input);
  const invitation = await db.$transaction(async (tx) => {
    const known = await tx.member.findUnique({ where: { email } });
    if (known?.status === 'ACTIVE') throw new ConflictError('email', `${email} is a member already.`);
    if (known?.status === 'DEACTIVATED')
      throw new ConflictError('email', `${email} is deactivated. Reactivate them instead.`);
    const invited = { name: name ?? known?.name ?? nameOf(email), role, status: 'INVITED' } as const;
    const member = await tx.member.upsert({ where: { email }, create: { email, ...invited }, update: invited });
    const link = await createAccountLink(tx, context, { kind: 'INVITATION', memberId: member.id });
    const subject = { subjectType: 'Member', subjectId: member.id, after: { email, name: invited.name, role } };
    await recordAuditEvent(tx, actor, { action: 'inviteMember', ...subject });
    await memberKnown(tx);
    return { memberId: member.id, link };
  });
  const { sendMail } = installation;
  if (sendMail) installation.inBackground(sendMail({ to: email, ...invitationMail(invitation.link) }));
  rebuildSoon(context);
  return { ...invitation, isMailed: sendMail !== undefined };
}

/** `ada.lovelace@…` → `Ada Lovelace`, until they write it themselves. */
export function nameOf(email: string): string {
  const words = (email.split('@')[0] ?? '').split(/[._+-]+/).filter(Boolean);
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' ') || email;
}

const invitationMail = (link: string) => ({
  subject: 'You are invited to Outlay',
  text: `Hello,\n\nyou are invited to Outlay, which shows what AI costs your organization. Set your password within 7 days here:\n${link}\n`,
});
