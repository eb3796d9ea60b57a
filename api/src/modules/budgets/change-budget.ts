import type { Budget } from '@outlay/prisma';
import { z } from 'zod';
import { db } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import { type Day, startOfDay } from '../../lib/calendar.ts';
import { ConflictError, NotFoundError } from '../../lib/errors.ts';
import { parseInput } from '../../lib/parse-input.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { actorMemberId, requireAdmin } from '../auth/permissions.ts';
import { shortText } from '../people/name-field.ts';
import { budgetFields, budgetSnapshot, requireTerms } from './budget-fields.ts';
import { toNano, validityOf } from './budget-record.ts';
import { changedLimit } from './change-limit.ts';
import { lockBudgets } from './lock-budgets.ts';
import { requireParent } from './require-parent.ts';

const { name, limit, thresholds, isHard, alertsOnProjection, carriesOver, validFrom, validUntil, parentId, notes } =
  budgetFields;
const schema = z.object({
  budgetId: z.int(),
  version: z.int().nullish(),
  name: name.nullish(),
  limit: limit.nullish(),
  limitNote: shortText.nullish(),
  thresholds: thresholds.nullish(),
  isHard: isHard.nullish(),
  alertsOnProjection: alertsOnProjection.nullish(),
  carriesOver: carriesOver.nullish(),
  validFrom: validFrom.optional(),
  validUntil: validUntil.optional(),
  parentId: parentId.optional(),
  notes: notes.nullish(),
});

export type ChangeBudgetInput = z.input<typeof schema>;

/** Changes what is given. A new limit holds for windows that have not ended. @throws InvalidInputError | NotFoundError | ConflictError */
export async function changeBudget({ actor, clock }: Context, input: ChangeBudgetInput): Promise<number> {
  requireAdmin(actor);
  const change = parseInput(schema, input);
  const now = clock();
  return db.$transaction(async (tx) => {
    await lockBudgets(tx);
    const budget = await tx.budget.findUnique({ where: { id: change.budgetId } });
    if (!budget) throw new NotFoundError('Budget', `Budget:${change.budgetId}`);
    requireVersion(budget, change.version);
    const terms = changedTerms(budget, change);
    const limitNano = change.limit ?? toNano(budget.limit);
    requireTerms({ ...terms, limit: limitNano, period: budget.period, metric: budget.metric });
    const { id, scope, scopeId, period, metric } = budget;
    if (terms.parentId !== budget.parentId) await requireParent(tx, { id, scope, scopeId, period, metric, ...terms });
    const changedById = actorMemberId(actor) ?? null;
    const data = {
      ...terms,
      validFrom: terms.validFrom && startOfDay(terms.validFrom),
      validUntil: terms.validUntil && startOfDay(terms.validUntil),
      version: budget.version + 1,
      ...(await changedLimit(tx, budget, { limitNano, now, changedById, note: change.limitNote ?? '' })),
      ...(isWatchedAnew(budget, terms) ? { armedAt: now } : {}),
    };
    const after = await tx.budget.update({ where: { id }, data });
    await recordAuditEvent(tx, actor, {
      ...{ action: 'changeBudget', subjectType: 'Budget', subjectId: id },
      ...{ before: budgetSnapshot(budget), after: budgetSnapshot(after) },
    });
    return id;
  });
}

/** @throws ConflictError */
export function requireVersion(budget: Budget, version: number | null | undefined): void {
  if (typeof version !== 'number' || version === budget.version) return;
  throw new ConflictError('version', `${budget.name} was changed meanwhile. Look at it again, then change it.`);
}

function changedTerms(budget: Budget, change: z.output<typeof schema>) {
  const before = validityOf(budget);
  return {
    name: change.name ?? budget.name,
    thresholds: change.thresholds ?? budget.thresholds,
    isHard: change.isHard ?? budget.isHard,
    alertsOnProjection: change.alertsOnProjection ?? budget.alertsOnProjection,
    carriesOver: change.carriesOver ?? budget.carriesOver,
    validFrom: change.validFrom === undefined ? before.validFrom : change.validFrom,
    validUntil: change.validUntil === undefined ? before.validUntil : change.validUntil,
    parentId: change.parentId === undefined ? budget.parentId : change.parentId,
    notes: change.notes ?? budget.notes,
  };
}

interface Watched {
  thresholds: number[];
  carriesOver: boolean;
  validFrom: Day | null;
  validUntil: Day | null;
}

/** Past windows were not looked at under these terms, and are not to raise alerts for them now. */
function isWatchedAnew(budget: Budget, terms: Watched): boolean {
  const before = validityOf(budget);
  return (
    budget.thresholds.join() !== terms.thresholds.join() ||
    budget.carriesOver !== terms.carriesOver ||
    before.validFrom !== terms.validFrom ||
    before.validUntil !== terms.validUntil
  );
}
