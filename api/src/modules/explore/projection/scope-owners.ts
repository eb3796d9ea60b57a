import type { BudgetScope } from '@outlay/prisma';
import { db } from '../../../db.ts';
import type { Day } from '../../../lib/calendar.ts';
import type { Subject } from '../../budgets/budget-scopes.ts';
import { holdsOn } from '../../people/dated.ts';

/** Whom and what a cost belongs to, by scope; what is left out or 0 applies to none. */
export type Owners = Partial<Record<Exclude<BudgetScope, 'ORGANIZATION'>, number>>;

/** Completes owners as `entry_line` does for entries of that day: an agent's owner and project, a member's team. */
export type CompleteOwners = (owners: Owners, day: Day) => Owners;

export async function ownersCompletion(): Promise<CompleteOwners> {
  const [agents, memberships] = await Promise.all([
    db.agent.findMany({ select: { id: true, ownerMemberId: true, projectId: true } }),
    db.teamMembership.findMany({ select: { memberId: true, teamId: true, from: true, until: true } }),
  ]);
  const agentOf = new Map(agents.map((agent) => [agent.id, agent]));
  const membershipsOf = Map.groupBy(memberships, ({ memberId }) => memberId);
  return (owners, day) => {
    const agent = agentOf.get(owners.AGENT ?? 0);
    const memberId = owners.MEMBER || agent?.ownerMemberId || 0;
    const team = (membershipsOf.get(memberId) ?? []).find((membership) => holdsOn(membership, day));
    return {
      ...owners,
      MEMBER: memberId,
      TEAM: owners.TEAM || team?.teamId || 0,
      PROJECT: owners.PROJECT || agent?.projectId || 0,
    };
  };
}

export function belongsTo(owners: Owners, { scope, scopeId }: Subject): boolean {
  return scope === 'ORGANIZATION' || owners[scope] === scopeId;
}
