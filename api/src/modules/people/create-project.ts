import { z } from 'zod';
import { db } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import { parseInput } from '../../lib/parse-input.ts';
import { refuseDuplicate } from '../../lib/refuse-duplicate.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { requireAdmin } from '../auth/permissions.ts';
import { nameField } from './name-field.ts';

const schema = z.object({ name: nameField });

/** Answers the new project's id. @throws InvalidInputError | ConflictError */
export async function createProject({ actor }: Context, input: z.input<typeof schema>): Promise<number> {
  requireAdmin(actor);
  const { name } = parseInput(schema, input);
  return refuseDuplicate('name', `A project named "${name}" exists already.`, () =>
    db.$transaction(async (tx) => {
      const { id } = await tx.project.create({ data: { name } });
      const after = { name };
      await recordAuditEvent(tx, actor, { action: 'createProject', subjectType: 'Project', subjectId: id, after });
      return id;
    }),
  );
}
