import { z } from 'zod';
import { db } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import { parseInput } from '../../lib/parse-input.ts';
import { refuseDuplicate } from '../../lib/refuse-duplicate.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { requireAdmin } from '../auth/permissions.ts';
import { nameField } from './name-field.ts';
import { requireTeam } from './require-person.ts';

const schema = z.object({
  teamId: z.int(),
  name: nameField.nullish(),
  costCentre: z.string().trim().max(100).nullish(),
});

/** Changes what is given; an empty cost centre removes it. @throws InvalidInputError | NotFoundError | ConflictError */
export async function changeTeam({ actor }: Context, input: z.input<typeof schema>): Promise<number> {
  requireAdmin(actor);
  const { teamId, name, costCentre } = parseInput(schema, input);
  return refuseDuplicate('name', `A team named "${name}" exists already.`, () =>
    db.$transaction(async (tx) => {
      const team = await requireTeam(tx, teamId);
      const before = { name: team.name, costCentre: team.costCentre };
      const after = {
        name: name ?? team.name,
        costCentre: costCentre === undefined || costCentre === null ? team.costCentre : costCentre || null,
      };
      await tx.team.update({ where: { id: teamId }, data: after });
      await recordAuditEvent(tx, actor, {
        action: 'changeTeam',
        subjectType: 'Team',
        subjectId: teamId,
        before,
        after,
      });
      return teamId;
    }),
  );
}
