import { z } from 'zod';
import { db } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import { parseInput } from '../../lib/parse-input.ts';
import { refuseDuplicate } from '../../lib/refuse-duplicate.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { requireAdmin, requireScope, requireSelfOrAdmin } from '../auth/permissions.ts';
import { nameField, shortText } from './name-field.ts';
import { requireMember, requireProject } from './require-person.ts';

const schema = z.object({
  name: nameField,
  description: shortText.nullish(),
  ownerMemberId: z.int().nullish(),
  projectId: z.int().nullish(),
});

/** Members create agents of their own, administrators any. @throws InvalidInputError | NotFoundError | ConflictError */
export async function createAgent({ actor }: Context, input: z.input<typeof schema>): Promise<number> {
  requireScope(actor, 'MANAGE');
  const { name, description, ownerMemberId, projectId } = parseInput(schema, input);
  if (ownerMemberId) requireSelfOrAdmin(actor, ownerMemberId);
  else requireAdmin(actor);
  return refuseDuplicate('name', `An agent named "${name}" exists already.`, () =>
    db.$transaction(async (tx) => {
      if (ownerMemberId) await requireMember(tx, ownerMemberId);
      if (projectId) await requireProject(tx, projectId);
      const after = {
        name,
        description: description ?? '',
        ownerMemberId: ownerMemberId ?? null,
        projectId: projectId ?? null,
      };
      const { id } = await tx.agent.create({ data: after });
      await recordAuditEvent(tx, actor, { action: 'createAgent', subjectType: 'Agent', subjectId: id, after });
      return id;
    }),
  );
}
