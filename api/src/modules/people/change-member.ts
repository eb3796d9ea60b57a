import { MemberRole } from '@outlay/prisma';
import { z } from 'zod';
import { db } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import { parseInput } from '../../lib/parse-input.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { requireAdmin, requireNoToken, requireSelfOrAdmin } from '../auth/permissions.ts';
import { requireAnotherAdmin } from './keep-an-admin.ts';
import { nameField } from './name-field.ts';
import { requireMember } from './require-person.ts';

const schema = z.object({ memberId: z.int(), name: nameField.nullish(), role: z.enum(MemberRole).nullish() });

/** Members change their own name; others and, not by token, roles are for administrators. @throws NotFoundError | ConflictError */
export async function changeMember({ actor }: Context, input: z.input<typeof schema>): Promise<number> {
  requireSelfOrAdmin(actor, input.memberId);
  const { memberId, name, role } = parseInput(schema, input);
  if (role) {
    requireNoToken(actor);
    requireAdmin(actor);
  }
  return db.$transaction(async (tx) => {
    const member = await requireMember(tx, memberId);
    if (member.role === 'ADMIN' && role === 'MEMBER' && member.status === 'ACTIVE')
      await requireAnotherAdmin(tx, memberId);
    const before = { name: member.name, role: member.role };
    const after = { name: name ?? member.name, role: role ?? member.role };
    await tx.member.update({ where: { id: memberId }, data: after });
    const subject = { subjectType: 'Member', subjectId: memberId };
    await recordAuditEvent(tx, actor, { action: 'changeMember', ...subject, before, after });
    return memberId;
  });
}
