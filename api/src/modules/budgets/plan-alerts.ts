import type { AlertResolution, BudgetAlert } from '@outlay/prisma';
import { eachInSlices } from '../../lib/in-slices.ts';
import { fromNano } from '../../lib/money.ts';
import type { BudgetRecord } from './budget-record.ts';
import { type DueAlert, dueAlerts, windowKeyOf } from './due-alerts.ts';
import type { WindowProjection } from './project-window.ts';
import type { WindowFigures } from './read-window-figures.ts';
import { percentText } from './window-view.ts';

export type KnownAlert = Pick<
  BudgetAlert,
  | 'id'
  | 'budgetId'
  | 'occurrenceKey'
  | 'state'
  | 'resolution'
  | 'threshold'
  | 'isProjected'
  | 'limitRevision'
  | 'expiresAt'
>;

/** A budget with the windows that are looked at. */
export interface Looked {
  budget: BudgetRecord;
  figures: readonly WindowFigures[];
  /** Of the current window. */
  projection: WindowProjection | undefined;
}

export interface Raise extends Omit<Looked, 'figures'> {
  figures: WindowFigures;
  due: DueAlert;
}
export interface Resolve {
  alertId: number;
  resolution: AlertResolution;
  note: string;
}
export interface Reopen {
  alertId: number;
  note: string;
}
export interface AlertPlan {
  raise: Raise[];
  resolve: Resolve[];
  reopen: Reopen[];
}

/** What is to happen to alerts of budgets, from what is and what was; nothing when everything is as it should be. */
export async function planAlerts(
  looked: readonly Looked[],
  known: readonly KnownAlert[],
  now: Date,
): Promise<AlertPlan> {
  const plan: AlertPlan = { raise: [], resolve: [], reopen: [] };
  const knownByBudget = Map.groupBy(known, ({ budgetId }) => budgetId);
  const seen = new Set<number>();
  await eachInSlices(looked, (one) => {
    seen.add(one.budget.id);
    planBudget(one, knownByBudget.get(one.budget.id) ?? [], now, plan);
  });
  for (const alert of known) {
    if (alert.budgetId === null || seen.has(alert.budgetId) || alert.state === 'RESOLVED') continue;
    plan.resolve.push({ alertId: alert.id, resolution: 'NO_LONGER_WATCHED', note: 'The budget is not in use.' });
  }
  return plan;
}

function planBudget({ budget, figures, projection }: Looked, known: readonly KnownAlert[], now: Date, plan: AlertPlan) {
  const byKey = new Map(known.map((alert) => [alert.occurrenceKey, alert]));
  const due = new Map<string, { due: DueAlert; figures: WindowFigures }>();
  for (const one of figures) {
    const isCurrent = one.window.startsAt <= now && now < one.window.endsAt;
    for (const alert of dueAlerts(budget, one, isCurrent ? projection : undefined)) {
      due.set(alert.occurrenceKey, { due: alert, figures: one });
    }
  }
  for (const [key, { due: alert, figures: one }] of due) {
    const before = byKey.get(key);
    if (!before) plan.raise.push({ budget, figures: one, due: alert, projection });
    else if (isReopened(before, now)) plan.reopen.push({ alertId: before.id, note: `Again at ${shareOf(one)}.` });
  }
  const windows = new Map(figures.map((one) => [one.window.key, one]));
  for (const alert of known) {
    if (alert.state === 'RESOLVED') continue;
    const why = resolutionOf(budget, alert, windows.get(windowKeyOf(alert.occurrenceKey)), due, now);
    if (why) plan.resolve.push({ alertId: alert.id, ...why });
  }
}

const isReopened = ({ state, resolution, expiresAt }: KnownAlert, now: Date): boolean =>
  state === 'RESOLVED' && resolution === 'BELOW_THRESHOLD' && (expiresAt === null || expiresAt > now);

function resolutionOf(
  budget: BudgetRecord,
  alert: KnownAlert,
  figures: WindowFigures | undefined,
  due: ReadonlyMap<string, unknown>,
  now: Date,
): Omit<Resolve, 'alertId'> | undefined {
  if (alert.expiresAt && alert.expiresAt <= now) return { resolution: 'WINDOW_ENDED', note: 'The window ended.' };
  if (!figures || due.has(alert.occurrenceKey)) return undefined;
  if (alert.limitRevision !== figures.limitRevision) {
    return { resolution: 'LIMIT_CHANGED', note: `The limit is ${fromNano(figures.limitNano)} now.` };
  }
  const isWatched = alert.isProjected ? budget.alertsOnProjection : budget.thresholds.includes(alert.threshold ?? 0);
  if (!isWatched) return { resolution: 'NO_LONGER_WATCHED', note: 'The budget no longer alerts at this point.' };
  const text = alert.isProjected ? 'The window is expected to end below the limit.' : `Back at ${shareOf(figures)}.`;
  return { resolution: 'BELOW_THRESHOLD', note: text };
}

const shareOf = (figures: WindowFigures) =>
  `${fromNano(figures.spentNano)} of ${fromNano(figures.limitNano)} (${percentText(figures)} %)`;
