import { db } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { requireScope } from '../auth/permissions.ts';
import { requireAgentOwner } from './require-agent-owner.ts';
import { requireAgent } from './require-person.ts';

/** Hides the agent from pickers, or shows it again; its history stays. @throws NotFoundError */
export async function archiveAgent({ actor, clock }: Context, agentId: number, isArchived: boolean): Promise<number> {
  requireScope(actor, 'MANAGE');
  return db.$transaction(async (tx) => {
    const agent = await requireAgent(tx, agentId);
    requireAgentOwner(actor, agent);
    if ((agent.archivedAt !== null) === isArchived) return agentId;
    await tx.agent.update({ where: { id: agentId }, data: { archivedAt: isArchived ? clock() : null } });
    const action = isArchived ? 'archiveAgent' : 'restoreAgent';
    await recordAuditEvent(tx, actor, { action, subjectType: 'Agent', subjectId: agentId });
    return agentId;
  });
}
