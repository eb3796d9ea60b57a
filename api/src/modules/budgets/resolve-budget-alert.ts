import { z } from 'zod';
import { db } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import { parseInput } from '../../lib/parse-input.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { shortText } from '../people/name-field.ts';
import { resolveAlerts } from './resolve-alerts.ts';
import { handlerOf, takeAlert } from './take-alert.ts';

const schema = z.object({ alertId: z.int(), note: shortText.nullish() });

/** Closes it for good: nothing opens it again. A second time changes nothing. @throws InvalidInputError | NotFoundError */
export async function resolveBudgetAlert(context: Context, input: z.input<typeof schema>): Promise<number> {
  const { alertId, note } = parseInput(schema, input);
  const resolution = { now: context.clock(), resolution: 'BY_HAND', memberId: handlerOf(context) } as const;
  return db.$transaction(async (tx) => {
    const alert = await takeAlert(tx, context, alertId);
    const resolved = await resolveAlerts(tx, [alert], { ...resolution, note: note ?? '' });
    if (resolved.length === 0) return alertId;
    const subject = { subjectType: 'BudgetAlert', subjectId: alertId };
    await recordAuditEvent(tx, context.actor, {
      action: 'resolveBudgetAlert',
      ...subject,
      after: { note: note ?? '' },
    });
    return alertId;
  });
}
