import { z } from 'zod';
import { db } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import { parseInput } from '../../lib/parse-input.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { actorMemberId, requireAdmin } from '../auth/permissions.ts';
import { rebuildSoon } from '../people/attribution-changes.ts';
import { type CostLines, costEntryFields } from './cost-entry-fields.ts';
import { entrySnapshot, withLines } from './entry-snapshot.ts';
import { type CostLineDraft, postCostEntry } from './post-cost-entry.ts';
import { requireConnection, requireLineReferences, vendorOf } from './require-cost-references.ts';
import { servicePeriod } from './service-period.ts';
import { splitAmount } from './split-amount.ts';

const schema = z.object(costEntryFields);

export type CreateCostEntryInput = z.input<typeof schema>;

/**
 * Enters a cost by hand, whole or split over lines; its rate is that of its date unless given. Answers its id.
 * @throws InvalidInputError naming the field | PeriodClosedError
 */
export async function createCostEntry(context: Context, input: CreateCostEntryInput): Promise<number> {
  const { actor } = context;
  requireAdmin(actor);
  const { serviceFrom, serviceUntil, vendorId, vendorName, lines, amount, connectionId, rate, ...columns } = parseInput(
    schema,
    input,
  );
  const service = servicePeriod(columns.date, { serviceFrom, serviceUntil });
  const drafts = lineDrafts(amount, lines ?? []);
  const id = await db.$transaction(async (tx) => {
    await requireConnection(tx, connectionId);
    await requireLineReferences(tx, drafts);
    const createdById = actorMemberId(actor);
    const id = await postCostEntry(tx, {
      ...{ ...columns, service, lines: drafts, source: 'MANUAL' },
      vendorId: await vendorOf(tx, { vendorId, vendorName }),
      connectionId: connectionId ?? null,
      ...(createdById === undefined ? {} : { createdById }),
      ...(rate ? { rate } : {}),
    });
    const entry = await tx.costEntry.findUniqueOrThrow({ where: { id: id ?? 0 }, include: withLines });
    const subject = { subjectType: 'CostEntry', subjectId: entry.id };
    await recordAuditEvent(tx, actor, { action: 'createCostEntry', ...subject, after: entrySnapshot(entry) });
    return entry.id;
  });
  if (connectionId) rebuildSoon(context);
  return id;
}

/** The lines of an entry of this amount. @throws InvalidInputError when they do not add up to it */
export function lineDrafts(amount: bigint, lines: CostLines): CostLineDraft[] {
  const parts = splitAmount(amount, lines);
  return parts.map((part, index) => {
    const { glAccountId, category, memberId, teamId, agentId, projectId } = lines[index] ?? {};
    return {
      amount: part,
      glAccountId: glAccountId ?? null,
      category: category ?? '',
      memberId: memberId ?? null,
      teamId: teamId ?? null,
      agentId: agentId ?? null,
      projectId: projectId ?? null,
    };
  });
}
