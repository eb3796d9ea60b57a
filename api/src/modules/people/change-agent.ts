import { z } from 'zod';
import { db } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import { parseInput } from '../../lib/parse-input.ts';
import { refuseDuplicate } from '../../lib/refuse-duplicate.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { requireAdmin, requireScope } from '../auth/permissions.ts';
import { agentChanged, rebuildSoon } from './attribution-changes.ts';
import { nameField, shortText } from './name-field.ts';
import { requireAgentOwner } from './require-agent-owner.ts';
import { requireAgent, requireMember, requireProject } from './require-person.ts';

const schema = z.object({
  agentId: z.int(),
  name: nameField.nullish(),
  description: shortText.nullish(),
  /** Null removes it. */
  ownerMemberId: z.int().nullable().optional(),
  projectId: z.int().nullable().optional(),
});

/**
 * Changes what is given, for the past and the future at once. Handing an agent to another owner is for administrators.
 * @throws InvalidInputError | NotFoundError | ConflictError
 */
export async function changeAgent(context: Context, input: z.input<typeof schema>): Promise<number> {
  const { actor } = context;
  requireScope(actor, 'MANAGE');
  const { agentId, name, description, ownerMemberId, projectId } = parseInput(schema, input);
  await refuseDuplicate('name', `An agent named "${name}" exists already.`, () =>
    db.$transaction(async (tx) => {
      const agent = await requireAgent(tx, agentId);
      requireAgentOwner(actor, agent);
      if (ownerMemberId !== undefined && ownerMemberId !== agent.ownerMemberId) requireAdmin(actor);
      if (ownerMemberId) await requireMember(tx, ownerMemberId);
      if (projectId) await requireProject(tx, projectId);
      const before = pick(agent);
      const after = {
        name: name ?? agent.name,
        description: description ?? agent.description,
        ownerMemberId: ownerMemberId === undefined ? agent.ownerMemberId : ownerMemberId,
        projectId: projectId === undefined ? agent.projectId : projectId,
      };
      await tx.agent.update({ where: { id: agentId }, data: after });
      const subject = { subjectType: 'Agent', subjectId: agentId };
      await recordAuditEvent(tx, actor, { action: 'changeAgent', ...subject, before, after });
      if (before.ownerMemberId !== after.ownerMemberId || before.projectId !== after.projectId)
        await agentChanged(tx, agentId);
    }),
  );
  rebuildSoon(context);
  return agentId;
}

type Changeable = { name: string; description: string; ownerMemberId: number | null; projectId: number | null };

const pick = ({ name, description, ownerMemberId, projectId }: Changeable): Changeable => ({
  name,
  description,
  ownerMemberId,
  projectId,
});
