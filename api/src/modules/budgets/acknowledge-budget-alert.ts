import { z } from 'zod';
import type { Context } from '../../graphql/context.ts';
import { ConflictError } from '../../lib/errors.ts';
import { parseInput } from '../../lib/parse-input.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { shortText } from '../people/name-field.ts';
import { withAlert } from './with-alert.ts';

const schema = z.object({ alertId: z.int(), note: shortText.nullish() });

/** Somebody looks after it. A second time changes nothing. @throws InvalidInputError | NotFoundError | ConflictError */
export async function acknowledgeBudgetAlert(context: Context, input: z.input<typeof schema>): Promise<number> {
  const { alertId, note } = parseInput(schema, input);
  return withAlert(context, alertId, async ({ tx, alert: { state, title }, now, memberId }) => {
    if (state === 'ACKNOWLEDGED') return;
    if (state === 'RESOLVED') throw new ConflictError('alertId', `"${title}" is resolved already.`);
    const data = { state: 'ACKNOWLEDGED', acknowledgedAt: now, acknowledgedById: memberId } as const;
    await tx.budgetAlert.update({ where: { id: alertId }, data });
    await tx.budgetAlertEvent.create({ data: { alertId, at: now, kind: 'ACKNOWLEDGED', memberId, note: note ?? '' } });
    const subject = { subjectType: 'BudgetAlert', subjectId: alertId };
    const after = { note: note ?? '' };
    await recordAuditEvent(tx, context.actor, { action: 'acknowledgeBudgetAlert', ...subject, after });
  });
}
