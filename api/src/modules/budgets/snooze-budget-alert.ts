import { z } from 'zod';
import type { Context } from '../../graphql/context.ts';
import { ConflictError, InvalidInputError } from '../../lib/errors.ts';
import { parseInput } from '../../lib/parse-input.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { shortText } from '../people/name-field.ts';
import { withAlert } from './with-alert.ts';

const MAX_DAYS = 92;
const DAY_MS = 86_400_000;
const schema = z.object({ alertId: z.int(), until: z.date().nullable(), note: shortText.nullish() });

/** Keeps it out of sight until an instant; null: back in sight. @throws InvalidInputError | NotFoundError | ConflictError */
export async function snoozeBudgetAlert(context: Context, input: z.input<typeof schema>): Promise<number> {
  const { alertId, until, note } = parseInput(schema, input);
  if (until) requireNear(until, context.clock());
  return withAlert(context, alertId, async ({ tx, alert: { state, title }, now, memberId }) => {
    if (state === 'RESOLVED') throw new ConflictError('alertId', `"${title}" is resolved already.`);
    await tx.budgetAlert.update({ where: { id: alertId }, data: { snoozedUntil: until } });
    const text = [until ? `Until ${until.toISOString()}.` : 'Back in sight.', note ?? ''].join(' ').trim();
    await tx.budgetAlertEvent.create({ data: { alertId, at: now, kind: 'SNOOZED', memberId, note: text } });
    const after = { until: until?.toISOString() ?? null, note: note ?? '' };
    const subject = { subjectType: 'BudgetAlert', subjectId: alertId };
    await recordAuditEvent(tx, context.actor, { action: 'snoozeBudgetAlert', ...subject, after });
  });
}

/** @throws InvalidInputError naming until */
function requireNear(until: Date, now: Date): void {
  const wait = until.getTime() - now.getTime();
  if (wait > 0 && wait <= MAX_DAYS * DAY_MS) return;
  const problem = wait > 0 ? `is more than ${MAX_DAYS} days ahead.` : 'is not in the future.';
  throw new InvalidInputError('until', until.toISOString(), problem, `Use an instant in the next ${MAX_DAYS} days.`);
}
