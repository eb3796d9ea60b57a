import { db } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { requireAdmin } from '../auth/permissions.ts';
import { requireTeam } from '../people/require-person.ts';
import { requireOpenGlAccount } from './require-gl-account.ts';

/** Where variable cost of the team goes that no rule places; null: to the default. @throws InvalidInputError | NotFoundError */
export async function setTeamGlAccount(
  { actor }: Context,
  { teamId, glAccountId }: { teamId: number; glAccountId: number | null },
): Promise<number> {
  requireAdmin(actor);
  return db.$transaction(async (tx) => {
    const before = { glAccountId: (await requireTeam(tx, teamId)).defaultGlAccountId };
    if (glAccountId !== null) await requireOpenGlAccount(tx, glAccountId, 'glAccountId');
    await tx.team.update({ where: { id: teamId }, data: { defaultGlAccountId: glAccountId } });
    const subject = { subjectType: 'Team', subjectId: teamId, before, after: { glAccountId } };
    await recordAuditEvent(tx, actor, { action: 'setTeamGlAccount', ...subject });
    return teamId;
  });
}
