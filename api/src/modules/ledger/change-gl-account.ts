import { z } from 'zod';
import { db } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import { parseInput } from '../../lib/parse-input.ts';
import { refuseDuplicate } from '../../lib/refuse-duplicate.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { requireAdmin } from '../auth/permissions.ts';
import { duplicateCode, glAccountFields } from './gl-account-fields.ts';
import { requirePostingType } from './gl-account-uses.ts';
import { requireGlAccount } from './require-gl-account.ts';

const schema = z.object({
  glAccountId: z.int(),
  code: glAccountFields.code.nullish(),
  name: glAccountFields.name.nullish(),
  type: glAccountFields.type.nullish(),
});

/** Changes what is given; its entries stay with it. @throws InvalidInputError | NotFoundError | ConflictError */
export async function changeGlAccount({ actor }: Context, input: z.input<typeof schema>): Promise<number> {
  requireAdmin(actor);
  const { glAccountId, code, name, type } = parseInput(schema, input);
  return refuseDuplicate('code', duplicateCode(code), () =>
    db.$transaction(async (tx) => {
      const account = await requireGlAccount(tx, glAccountId);
      const before = { code: account.code, name: account.name, type: account.type };
      const after = { code: code ?? before.code, name: name ?? before.name, type: type ?? before.type };
      await requirePostingType(tx, account, after.type);
      await tx.glAccount.update({ where: { id: glAccountId }, data: after });
      const subject = { subjectType: 'GlAccount', subjectId: glAccountId };
      await recordAuditEvent(tx, actor, { action: 'changeGlAccount', ...subject, before, after });
      return glAccountId;
    }),
  );
}
