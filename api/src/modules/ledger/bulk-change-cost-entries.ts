import { z } from 'zod';
import { db } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import { ConflictError, InvalidInputError } from '../../lib/errors.ts';
import { parseInput } from '../../lib/parse-input.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { requireAdmin } from '../auth/permissions.ts';
import { category } from './cost-entry-fields.ts';
import { entrySnapshot } from './entry-snapshot.ts';
import { refuseClosedPeriod } from './period-closed-error.ts';
import { takeCostEntry } from './require-cost-entry.ts';
import { requireLineReferences } from './require-cost-references.ts';

const id = z.int().nullish();

const schema = z.object({
  entries: z
    .array(z.object({ entryId: z.int(), version: z.int().nullish() }))
    .min(1)
    .max(500),
  glAccountId: id,
  category: category.nullish(),
  memberId: id,
  teamId: id,
  agentId: id,
  projectId: id,
});

export type BulkChangeCostEntriesInput = z.input<typeof schema>;

const TRANSACTION = { timeout: 60_000, maxWait: 30_000 };

/**
 * Gives every line of all these entries the account, category and owners that are given; null removes. All or nothing.
 * @throws InvalidInputError | NotFoundError | ConflictError | PeriodClosedError naming the entry as `entries.2`
 */
export async function bulkChangeCostEntries({ actor }: Context, input: BulkChangeCostEntriesInput): Promise<number[]> {
  requireAdmin(actor);
  const { entries, ...given } = parseInput(schema, input);
  const data = Object.fromEntries(
    Object.entries({ ...given, ...(given.category === null ? { category: '' } : {}) }).filter(
      ([, value]) => value !== undefined,
    ),
  );
  if (Object.keys(data).length === 0)
    throw new InvalidInputError('input', '', 'nothing is to be changed.', 'Give an account, a category or an owner.');
  return db.$transaction(async (tx) => {
    await requireLineReferences(tx, [data], (_index, name) => name);
    // In one order, so that two changes of the same entries never wait for each other.
    const inOrder = [...entries.entries()].sort(([, one], [, other]) => one.entryId - other.entryId);
    for (const [index, { entryId, version }] of inOrder) {
      const field = `entries.${index}`;
      const entry = await takeCostEntry(tx, { id: entryId, version, field });
      if (entry.isBookedOnly)
        throw new ConflictError(field, `CostEntry:${entryId} was posted by closing a month and keeps its coding.`);
      await refuseClosedPeriod(field, () => tx.costEntryLine.updateMany({ where: { entryId }, data }));
      const after = entrySnapshot({ ...entry, lines: entry.lines.map((line) => ({ ...line, ...data })) });
      const subject = { subjectType: 'CostEntry', subjectId: entryId, before: entrySnapshot(entry), after };
      await recordAuditEvent(tx, actor, { action: 'bulkChangeCostEntries', ...subject });
    }
    return entries.map(({ entryId }) => entryId);
  }, TRANSACTION);
}
