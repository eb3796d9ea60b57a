import type { BudgetAlert, Prisma } from '@outlay/prisma';
import { holdingOn } from '../../people/dated.ts';

/** Whom an alert is about, besides the organization. */
export interface Concerned {
  memberIds: number[];
  teamIds: number[];
}

/**
 * Of a rule: its member. Of a budget: the member, the team and its members of the day, or the agent's owner. A budget of
 * the organization is nobody's own. A request for more is for administrators, and its teams only choose the channel.
 */
export async function concernedPeople(
  tx: Prisma.TransactionClient,
  alert: BudgetAlert,
  day: string,
): Promise<Concerned> {
  const members = await concernedMembers(tx, alert, day);
  const teams = await tx.teamMembership.findMany({
    where: { memberId: { in: members.memberIds }, ...holdingOn(day) },
    select: { teamId: true },
  });
  const isRequest = alert.budgetId !== null && alert.subjectKey !== '';
  return {
    memberIds: isRequest ? [] : members.memberIds,
    teamIds: [...members.teamIds, ...teams.map(({ teamId }) => teamId)],
  };
}

async function concernedMembers(tx: Prisma.TransactionClient, alert: BudgetAlert, day: string): Promise<Concerned> {
  if (alert.budgetId === null)
    return { memberIds: alert.concernedMemberId === null ? [] : [alert.concernedMemberId], teamIds: [] };
  const { scope, scopeId } = await tx.budget.findUniqueOrThrow({ where: { id: alert.budgetId } });
  if (scope === 'MEMBER') return { memberIds: [scopeId], teamIds: [] };
  if (scope === 'TEAM') {
    const members = await tx.teamMembership.findMany({
      where: { teamId: scopeId, ...holdingOn(day) },
      select: { memberId: true },
    });
    return { memberIds: members.map(({ memberId }) => memberId), teamIds: [scopeId] };
  }
  if (scope !== 'AGENT') return { memberIds: [], teamIds: [] };
  const agent = await tx.agent.findUnique({ where: { id: scopeId }, select: { ownerMemberId: true } });
  return { memberIds: agent?.ownerMemberId ? [agent.ownerMemberId] : [], teamIds: [] };
}
