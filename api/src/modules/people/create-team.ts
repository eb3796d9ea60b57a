import { z } from 'zod';
import { db } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import { parseInput } from '../../lib/parse-input.ts';
import { refuseDuplicate } from '../../lib/refuse-duplicate.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { requireAdmin } from '../auth/permissions.ts';
import { nameField } from './name-field.ts';

const schema = z.object({ name: nameField, costCentre: z.string().trim().max(100).nullish() });

/** Answers the new team's id. @throws InvalidInputError | ConflictError */
export async function createTeam({ actor }: Context, input: z.input<typeof schema>): Promise<number> {
  requireAdmin(actor);
  const { name, costCentre } = parseInput(schema, input);
  return refuseDuplicate('name', `A team named "${name}" exists already.`, () =>
    db.$transaction(async (tx) => {
      const { id } = await tx.team.create({ data: { name, costCentre: costCentre || null } });
      const after = { name, costCentre: costCentre || null };
      await recordAuditEvent(tx, actor, { action: 'createTeam', subjectType: 'Team', subjectId: id, after });
      return id;
    }),
  );
}
