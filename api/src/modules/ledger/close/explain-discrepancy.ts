import { z } from 'zod';
import { db } from '../../../db.ts';
import type { Context } from '../../../graphql/context.ts';
import { type Day, startOfDay } from '../../../lib/calendar.ts';
import { ConflictError } from '../../../lib/errors.ts';
import { parseInput } from '../../../lib/parse-input.ts';
import { queryClient } from '../../../lib/query-client.ts';
import { recordAuditEvent } from '../../audit/record-audit-event.ts';
import { lockBooks, lockMonth } from './book-month.sql.ts';
import { listDiscrepancies } from './discrepancies.sql.ts';
import { periodMonth } from './period-month.ts';
import { requireBookkeeper } from './require-bookkeeper.ts';

const schema = z.object({
  month: periodMonth,
  connectionId: z.int(),
  explanation: z.string().trim().min(1).max(500).nullish(),
});

/**
 * Says why the bill of an open month is not what is known of its usage; null takes it back. It holds for the
 * difference as it is: another one has to be explained anew. @throws InvalidInputError | ConflictError
 */
export async function explainDiscrepancy(context: Context, input: z.input<typeof schema>): Promise<Day> {
  const { actor, clock } = context;
  const memberId = requireBookkeeper(actor);
  const { month, connectionId, explanation } = parseInput(schema, input);
  await db.$transaction(async (tx) => {
    const client = queryClient(tx);
    await lockBooks(client);
    if ((await lockMonth(client, month)).isClosed)
      throw new ConflictError('month', `${month.slice(0, 7)} is closed. Reopen it to explain its bills.`);
    const discrepancy = (await listDiscrepancies(client, month)).find((one) => one.connectionId === connectionId);
    if (!discrepancy)
      throw new ConflictError('connectionId', `Its usage explains its bill of ${month.slice(0, 7)}, or it has none.`);
    const month_connectionId = { month: startOfDay(month), connectionId };
    if (explanation) {
      const { unexplainedNano } = discrepancy;
      const said = { explanation, unexplainedNano, explainedById: memberId, explainedAt: clock() };
      const create = { ...month_connectionId, ...said };
      await tx.discrepancyExplanation.upsert({ where: { month_connectionId }, create, update: said });
    } else await tx.discrepancyExplanation.deleteMany({ where: month_connectionId });
    await recordAuditEvent(tx, actor, {
      action: 'explainDiscrepancy',
      subjectType: 'Connection',
      subjectId: connectionId,
      before: { month, explanation: discrepancy.explanation },
      after: { month, explanation: explanation ?? null },
    });
  });
  return month;
}
