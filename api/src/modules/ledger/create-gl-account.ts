import { z } from 'zod';
import { db } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import { parseInput } from '../../lib/parse-input.ts';
import { refuseDuplicate } from '../../lib/refuse-duplicate.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { requireAdmin } from '../auth/permissions.ts';
import { duplicateCode, glAccountFields } from './gl-account-fields.ts';

const schema = z.object(glAccountFields);

/** Answers the new account's id. @throws InvalidInputError | ConflictError naming `code` */
export async function createGlAccount({ actor }: Context, input: z.input<typeof schema>): Promise<number> {
  requireAdmin(actor);
  const after = parseInput(schema, input);
  return refuseDuplicate('code', duplicateCode(after.code), () =>
    db.$transaction(async (tx) => {
      const { id } = await tx.glAccount.create({ data: after });
      await recordAuditEvent(tx, actor, { action: 'createGlAccount', subjectType: 'GlAccount', subjectId: id, after });
      return id;
    }),
  );
}
