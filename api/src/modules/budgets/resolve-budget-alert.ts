import { z } from 'zod';
import type { Context } from '../../graphql/context.ts';
import { parseInput } from '../../lib/parse-input.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { shortText } from '../people/name-field.ts';
import { resolveAlerts } from './resolve-alerts.ts';
import { withAlert } from './with-alert.ts';

const schema = z.object({ alertId: z.int(), note: shortText.nullish() });

/** Closes it for good: nothing opens it again. A second time changes nothing. @throws InvalidInputError | NotFoundError */
export async function resolveBudgetAlert(context: Context, input: z.input<typeof schema>): Promise<number> {
  const { alertId, note } = parseInput(schema, input);
  return withAlert(context, alertId, async ({ tx, alert, now, memberId }) => {
    const how = { now, resolution: 'BY_HAND', memberId, note: note ?? '' } as const;
    const resolved = await resolveAlerts(tx, [alert], how);
    if (resolved.length === 0) return;
    const subject = { subjectType: 'BudgetAlert', subjectId: alertId };
    const after = { note: note ?? '' };
    await recordAuditEvent(tx, context.actor, { action: 'resolveBudgetAlert', ...subject, after });
  });
}
