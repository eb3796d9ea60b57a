import type { Prisma } from '@outlay/prisma';
import { db, pool } from '../../db.ts';
import { mapInSlices } from '../../lib/in-slices.ts';
import { inSnapshot } from '../explore/ask-facts.ts';
import { reportingSettings } from '../explore/reporting-settings.sql.ts';
import { alertEvents } from './alert-events.ts';
import { budgetLink } from './budget-link.ts';
import { type BudgetRecord, withLimits } from './budget-record.ts';
import { readSubjectNames, subjectKey } from './budget-scopes.ts';
import { alertEvidence, alertTitle, severityOf } from './due-alerts.ts';
import { readEvaluationState, takeSequence } from './evaluation-state.sql.ts';
import { type AlertPlan, type KnownAlert, type Looked, planAlerts, type Raise } from './plan-alerts.ts';
import { raiseAlert } from './raise-alert.ts';
import { readProjections, readScheduled } from './read-projections.ts';
import { readWindowFigures } from './read-window-figures.ts';
import { resolveAlerts } from './resolve-alerts.ts';
import { expiryOf, WATCHED_DAYS, watchedWindows } from './watched-windows.ts';

const TRIES = 5;
/** Changes in one transaction: others wait for it. */
const BATCH = 100;
const DAY_MS = 86_400_000;

export interface Evaluated {
  budgets: number;
  raised: number;
  resolved: number;
  reopened: number;
}

/**
 * Looks at every budget and raises, resolves and reopens alerts. Any number of processes may do so at once: what was
 * looked at is acted upon only if nobody changed budgets or alerts meanwhile, else it is looked at again.
 * Statements: a bounded number to look, however many budgets there are; then a few for each alert that changes.
 */
export async function evaluateBudgets({ now }: { now: Date }): Promise<Evaluated> {
  for (let attempt = 1; ; attempt++) {
    const { sequence, digest } = await readEvaluationState(pool);
    const { plan, zone, currency, budgets } = await look(now);
    const done = await act(plan, { sequence, now, zone, currency });
    if (done !== undefined) {
      const seen = seenAt(digest, done.sequence, now);
      await db.budgetEvaluation.updateMany({
        where: { id: 1, sequence: done.sequence },
        data: { seen, evaluatedAt: now },
      });
      return { budgets, ...done.counts };
    }
    if (attempt === TRIES) throw new Error('budgets and alerts were changed again and again while they were looked at');
  }
}

/** Evaluates when there is something new to see, or a quarter of an hour began. Undefined: there was not. */
export async function evaluateChangedBudgets({ now }: { now: Date }): Promise<Evaluated | undefined> {
  const { sequence, seen, digest } = await readEvaluationState(pool);
  return seen === seenAt(digest, sequence, now) ? undefined : evaluateBudgets({ now });
}

const QUARTER_MS = 900_000;
const seenAt = (digest: string, sequence: number, now: Date) =>
  `${digest} ${sequence} ${Math.floor(now.getTime() / QUARTER_MS)}`;

async function look(now: Date) {
  const budgets = await readBudgets();
  const known = await readKnownAlerts(now);
  const { zone, currency } = await reportingSettings(pool);
  const isProjecting = budgets.some(({ alertsOnProjection, metric }) => alertsOnProjection && metric === 'COST');
  const scheduled = isProjecting ? await readScheduled(now, zone) : [];
  return inSnapshot(async (client) => {
    const windowsOf = watchedWindows(now, zone);
    const asked = await mapInSlices(budgets, (budget) => ({ budget, windows: windowsOf(budget) }));
    const figures = await readWindowFigures(client, zone, asked);
    const current = budgets.flatMap((budget, index) => {
      if (!budget.alertsOnProjection) return [];
      const one = figures[index]?.find(({ window }) => window.startsAt <= now && now < window.endsAt);
      return one ? [{ budget, figures: one }] : [];
    });
    const projections = await readProjections(client, { zone, now, scheduled }, current);
    const looked = budgets.map(
      (budget, index): Looked => ({
        budget,
        figures: figures[index] ?? [],
        projection: projections.get(budget.id),
      }),
    );
    return { plan: await planAlerts(looked, known, now), zone, currency, budgets: budgets.length };
  });
}

/** All in use. Limits are joined here: with them Prisma names every budget in a statement, and is long about it. */
async function readBudgets(): Promise<BudgetRecord[]> {
  const budgets = await db.budget.findMany({ where: { archivedAt: null }, orderBy: { id: 'asc' } });
  const limits = await db.budgetLimit.findMany({ where: { budget: { archivedAt: null } }, ...withLimits.limits });
  const limitsOf = Map.groupBy(limits, ({ budgetId }) => budgetId);
  return mapInSlices(budgets, (budget) => ({ ...budget, limits: limitsOf.get(budget.id) ?? [] }));
}

/** All that are not resolved, and those of windows that are still looked at. */
function readKnownAlerts(now: Date): Promise<KnownAlert[]> {
  const since = new Date(now.getTime() - (WATCHED_DAYS + 2) * DAY_MS);
  return db.budgetAlert.findMany({
    where: { budgetId: { not: null }, OR: [{ state: { not: 'RESOLVED' } }, { windowEndsAt: { gt: since } }] },
    select: {
      ...{ id: true, budgetId: true, occurrenceKey: true, state: true, resolution: true },
      ...{ threshold: true, isProjected: true, limitRevision: true, expiresAt: true },
    },
  });
}

interface Moment {
  sequence: number;
  now: Date;
  zone: string;
  currency: string;
}
type Step = (tx: Prisma.TransactionClient) => Promise<void>;

/** Undefined: somebody else changed something first. */
async function act(plan: AlertPlan, moment: Moment) {
  const { now } = moment;
  const counts = { raised: 0, resolved: 0, reopened: 0 };
  const names = await readSubjectNames(
    pool,
    plan.raise.map(({ budget }) => budget),
  );
  const steps: Step[] = [
    ...plan.resolve.map(
      ({ alertId, ...why }): Step =>
        async (tx) => {
          counts.resolved += (await resolveAlerts(tx, [{ id: alertId }], { ...why, now })).length;
        },
    ),
    ...plan.reopen.map(
      ({ alertId, note }): Step =>
        async (tx) => {
          await tx.budgetAlert.update({
            where: { id: alertId },
            data: { state: 'OPEN', resolvedAt: null, resolvedById: null, resolution: null },
          });
          await tx.budgetAlertEvent.create({ data: { alertId, at: now, kind: 'REOPENED', note } });
          counts.reopened += 1;
        },
    ),
    ...plan.raise.map(
      (raise): Step =>
        async (tx) => {
          const alert = await raiseAlert(tx, newAlert(raise, names.get(subjectKey(raise.budget)) ?? '', moment));
          if (alert) counts.raised += 1;
        },
    ),
  ];
  let { sequence } = moment;
  for (let start = 0; start < steps.length; start += BATCH) {
    const isDone = await db.$transaction(
      async (tx) => {
        if (!(await takeSequence(tx, sequence))) return false;
        for (const step of steps.slice(start, start + BATCH)) await step(tx);
        return true;
      },
      { timeout: 30_000 },
    );
    if (!isDone) return undefined;
    sequence += 1;
    if (counts.raised > 0) alertEvents.emit('raised');
  }
  return { sequence, counts };
}

function newAlert({ budget, figures, due, projection }: Raise, subjectName: string, { now, zone, currency }: Moment) {
  const unit = budget.metric === 'COST' ? currency : budget.metric.toLowerCase();
  const texts = { unit, subjectName, projection };
  const { window, limitRevision } = figures;
  return {
    budgetId: budget.id,
    subjectKey: '',
    occurrenceKey: due.occurrenceKey,
    severity: severityOf(due),
    title: alertTitle(budget, figures, due, texts),
    evidence: alertEvidence(budget, figures, due, texts),
    link: budgetLink(budget, window),
    now,
    expiresAt: expiryOf(budget, window, now, zone),
    window: {
      ...{ windowStartsAt: window.startsAt, windowEndsAt: window.endsAt },
      ...{ threshold: due.threshold, isProjected: due.isProjected, limitRevision },
    },
  };
}
