import type { RepriceRun } from '@outlay/prisma';
import { db } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import { startOfDay } from '../../lib/calendar.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { requireAdmin } from '../auth/permissions.ts';
import { type RepriceInput, repriceFilter } from './reprice-filter.ts';
import { runReprice } from './run-reprice.ts';

/**
 * Starts to price stored usage again with the list as it is now, and answers at once with the run.
 * A run that was interrupted is simply started again: what it had priced stays as it is.
 * @throws InvalidInputError | NotFoundError
 */
export async function repriceUsage(context: Context, input: RepriceInput): Promise<RepriceRun> {
  const { actor, clock, installation } = context;
  requireAdmin(actor);
  const filter = await repriceFilter(input);
  const run = await db.$transaction(async (tx) => {
    const now = clock();
    const { vendorId, modelId = null, connectionId = null, from, until } = filter;
    const created = await tx.repriceRun.create({
      data: {
        ...{ vendorId, modelId, connectionId, status: 'RUNNING', startedAt: now, heartbeatAt: now },
        from: from ? startOfDay(from) : null,
        until: until ? startOfDay(until) : null,
      },
    });
    const subject = { subjectType: 'RepriceRun', subjectId: created.id };
    await recordAuditEvent(tx, actor, { action: 'repriceUsage', ...subject, after: { ...filter } });
    return created;
  });
  installation.inBackground(runReprice(run.id, filter, clock));
  return run;
}
