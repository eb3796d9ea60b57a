import { z } from 'zod';
import { db } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import { parseInput } from '../../lib/parse-input.ts';
import { refuseDuplicate } from '../../lib/refuse-duplicate.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { requireAdmin } from '../auth/permissions.ts';
import { nameField } from './name-field.ts';
import { requireProject } from './require-person.ts';

const schema = z.object({ projectId: z.int(), name: nameField });

/** @throws InvalidInputError | NotFoundError | ConflictError */
export async function changeProject({ actor }: Context, input: z.input<typeof schema>): Promise<number> {
  requireAdmin(actor);
  const { projectId, name } = parseInput(schema, input);
  return refuseDuplicate('name', `A project named "${name}" exists already.`, () =>
    db.$transaction(async (tx) => {
      const project = await requireProject(tx, projectId);
      await tx.project.update({ where: { id: projectId }, data: { name } });
      const change = { before: { name: project.name }, after: { name } };
      const subject = { subjectType: 'Project', subjectId: projectId };
      await recordAuditEvent(tx, actor, { action: 'changeProject', ...subject, ...change });
      return projectId;
    }),
  );
}
