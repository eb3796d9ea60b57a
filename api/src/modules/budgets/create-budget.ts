import { BudgetMetric, BudgetPeriod, BudgetScope, type Prisma } from '@outlay/prisma';
import { z } from 'zod';
import { db } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import { startOfDay } from '../../lib/calendar.ts';
import { InvalidInputError } from '../../lib/errors.ts';
import { fromNano } from '../../lib/money.ts';
import { parseInput } from '../../lib/parse-input.ts';
import { queryClient } from '../../lib/query-client.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { actorMemberId, requireAdmin } from '../auth/permissions.ts';
import { budgetFields, budgetSnapshot, requireTerms } from './budget-fields.ts';
import { type Subject, subjectExists, subjectId } from './budget-scopes.ts';
import { lockBudgets } from './lock-budgets.ts';
import { requireParent } from './require-parent.ts';

const DEFAULT_THRESHOLDS = [50, 80, 100];
const { name, limit, thresholds, isHard, alertsOnProjection, carriesOver, validFrom, validUntil, parentId, notes } =
  budgetFields;
const schema = z.object({
  ...{ name, limit },
  scope: z.enum(BudgetScope),
  scopeId: z.int(),
  period: z.enum(BudgetPeriod),
  metric: z.enum(BudgetMetric).nullish(),
  thresholds: thresholds.nullish(),
  isHard: isHard.nullish(),
  alertsOnProjection: alertsOnProjection.nullish(),
  carriesOver: carriesOver.nullish(),
  validFrom: validFrom.nullish(),
  validUntil: validUntil.nullish(),
  parentId: parentId.nullish(),
  notes: notes.nullish(),
});

export type CreateBudgetInput = z.input<typeof schema>;

/** @throws InvalidInputError */
export async function createBudget({ actor, clock }: Context, input: CreateBudgetInput): Promise<number> {
  requireAdmin(actor);
  const { scope, scopeId, ...given } = parseInput(schema, input);
  const subject = { scope, scopeId };
  const terms = {
    ...{ name: given.name, limit: given.limit, period: given.period, metric: given.metric ?? BudgetMetric.COST },
    ...{ thresholds: given.thresholds ?? DEFAULT_THRESHOLDS, isHard: given.isHard ?? false, notes: given.notes ?? '' },
    ...{ alertsOnProjection: given.alertsOnProjection ?? false, carriesOver: given.carriesOver ?? false },
    ...{ validFrom: given.validFrom ?? null, validUntil: given.validUntil ?? null, parentId: given.parentId ?? null },
  };
  requireTerms(terms);
  const now = clock();
  return db.$transaction(async (tx) => {
    await lockBudgets(tx);
    await requireSubject(tx, subject);
    await requireParent(tx, { ...subject, ...terms, id: 0 });
    const amount = fromNano(terms.limit);
    const memberId = actorMemberId(actor) ?? null;
    const budget = await tx.budget.create({
      data: {
        ...subject,
        ...terms,
        limit: amount,
        validFrom: terms.validFrom && startOfDay(terms.validFrom),
        validUntil: terms.validUntil && startOfDay(terms.validUntil),
        ...{ createdById: memberId, createdAt: now, armedAt: now },
        limits: { create: { revision: 1, from: now, amount, changedById: memberId } },
      },
    });
    const after = budgetSnapshot(budget);
    await recordAuditEvent(tx, actor, { action: 'createBudget', subjectType: 'Budget', subjectId: budget.id, after });
    return budget.id;
  });
}

/** @throws InvalidInputError naming the subject's id */
async function requireSubject(tx: Prisma.TransactionClient, subject: Subject): Promise<void> {
  if (await subjectExists(queryClient(tx), subject)) return;
  const id = subjectId(subject) ?? '';
  throw new InvalidInputError('subject.id', id, `${id} does not exist.`, 'Copy an id from an answer.');
}
