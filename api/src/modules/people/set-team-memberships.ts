import type { Prisma } from '@outlay/prisma';
import { z } from 'zod';
import { db } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import { isDay, startOfDay } from '../../lib/calendar.ts';
import { NotFoundError } from '../../lib/errors.ts';
import { parseInput } from '../../lib/parse-input.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { requireAdmin } from '../auth/permissions.ts';
import { rebuildSoon, teamsChanged } from './attribution-changes.ts';
import { requireTeam } from './require-person.ts';

const schema = z.object({
  memberIds: z.array(z.int()).min(1).max(1000),
  teamId: z.int().nullable(),
  from: z.string().refine(isDay).nullish(),
});

/**
 * Puts members into a team (null: none) from a day on; without a day, for all time. What held before ends on that day;
 * what was to begin later is dropped. @throws InvalidInputError | NotFoundError
 */
export async function setTeamMemberships(context: Context, input: z.input<typeof schema>): Promise<number[]> {
  const { actor } = context;
  requireAdmin(actor);
  const { teamId, from = null, ...rest } = parseInput(schema, input);
  const memberIds = [...new Set(rest.memberIds)].sort((a, b) => a - b);
  await db.$transaction(async (tx) => {
    if (teamId !== null) await requireTeam(tx, teamId);
    await lockMembers(tx, memberIds);
    const before = await tx.teamMembership.findMany({ where: { memberId: { in: memberIds } }, orderBy: { id: 'asc' } });
    await endMemberships(tx, memberIds, from);
    if (teamId !== null) {
      const start = from === null ? null : startOfDay(from);
      await tx.teamMembership.createMany({ data: memberIds.map((memberId) => ({ memberId, teamId, from: start })) });
    }
    for (const memberId of memberIds) {
      const earlier = before.filter((membership) => membership.memberId === memberId);
      await recordAuditEvent(tx, actor, {
        action: 'setTeamMembership',
        subjectType: 'Member',
        subjectId: memberId,
        before: { memberships: earlier.map(toJson) },
        after: { teamId, from },
      });
    }
    await teamsChanged(tx, memberIds, { from });
  });
  rebuildSoon(context);
  return memberIds;
}

/** Serializes changes of the same members. @throws NotFoundError */
async function lockMembers(tx: Prisma.TransactionClient, memberIds: readonly number[]): Promise<void> {
  const rows = await tx.$queryRaw<{ id: number }[]>`
    SELECT id FROM member WHERE id = ANY (${memberIds}::int[]) ORDER BY id FOR UPDATE`;
  const known = new Set(rows.map(({ id }) => id));
  const unknown = memberIds.find((id) => !known.has(id));
  if (unknown !== undefined) throw new NotFoundError('Member', `Member:${unknown}`);
}

async function endMemberships(tx: Prisma.TransactionClient, memberIds: number[], from: string | null): Promise<void> {
  const memberId = { in: memberIds };
  if (from === null) {
    await tx.teamMembership.deleteMany({ where: { memberId } });
    return;
  }
  const day = startOfDay(from);
  await tx.teamMembership.deleteMany({ where: { memberId, from: { gte: day } } });
  await tx.teamMembership.updateMany({
    where: { memberId, OR: [{ until: null }, { until: { gt: day } }] },
    data: { until: day },
  });
}

function toJson({ teamId, from, until }: { teamId: number; from: Date | null; until: Date | null }) {
  return { teamId, from: from?.toISOString().slice(0, 10) ?? null, until: until?.toISOString().slice(0, 10) ?? null };
}
