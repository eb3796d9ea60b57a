import { z } from 'zod';
import { db } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import { ConflictError } from '../../lib/errors.ts';
import { parseInput } from '../../lib/parse-input.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { shortText } from '../people/name-field.ts';
import { handlerOf, takeAlert } from './take-alert.ts';

const schema = z.object({ alertId: z.int(), note: shortText.nullish() });

/** Somebody looks after it. A second time changes nothing. @throws InvalidInputError | NotFoundError | ConflictError */
export async function acknowledgeBudgetAlert(context: Context, input: z.input<typeof schema>): Promise<number> {
  const { alertId, note } = parseInput(schema, input);
  const [now, memberId] = [context.clock(), handlerOf(context)];
  return db.$transaction(async (tx) => {
    const { state, title } = await takeAlert(tx, context, alertId);
    if (state === 'ACKNOWLEDGED') return alertId;
    if (state === 'RESOLVED') throw new ConflictError('alertId', `"${title}" is resolved already.`);
    const data = { state: 'ACKNOWLEDGED', acknowledgedAt: now, acknowledgedById: memberId } as const;
    await tx.budgetAlert.update({ where: { id: alertId }, data });
    await tx.budgetAlertEvent.create({ data: { alertId, at: now, kind: 'ACKNOWLEDGED', memberId, note: note ?? '' } });
    const subject = { subjectType: 'BudgetAlert', subjectId: alertId };
    await recordAuditEvent(tx, context.actor, {
      action: 'acknowledgeBudgetAlert',
      ...subject,
      after: { note: note ?? '' },
    });
    return alertId;
  });
}
