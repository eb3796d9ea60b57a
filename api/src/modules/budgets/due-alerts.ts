import type { AlertSeverity, Prisma } from '@outlay/prisma';
import { fromNano } from '../../lib/money.ts';
import { amountText } from './amount-text.ts';
import type { BudgetWindow } from './budget-calendar.ts';
import type { BudgetRecord } from './budget-record.ts';
import type { WindowProjection } from './project-window.ts';
import type { WindowFigures } from './read-window-figures.ts';
import { leftText, percentText, reaches } from './window-view.ts';

/** One thing that a budget says of a window: a threshold that is reached, or an end that is expected. */
export interface DueAlert {
  occurrenceKey: string;
  threshold: number;
  isProjected: boolean;
}

/** `<window>/<threshold or "projected">/<revision of the limit>`: once per window and limit. */
export function occurrenceKey(
  { window, limitRevision }: Pick<WindowFigures, 'window' | 'limitRevision'>,
  threshold: number,
  isProjected: boolean,
): string {
  return `${window.key}/${isProjected ? 'projected' : threshold}/${limitRevision}`;
}

export const windowKeyOf = (key: string): string => key.split('/')[0] ?? '';

const LIMIT = 100;

/** What is due of one window; the projection is only of the current one. */
export function dueAlerts(
  { thresholds, alertsOnProjection }: Pick<BudgetRecord, 'thresholds' | 'alertsOnProjection'>,
  figures: WindowFigures,
  projection: WindowProjection | undefined,
): DueAlert[] {
  const reached = thresholds.filter((threshold) => reaches(figures, threshold));
  const due = reached.map((threshold) => toDue(figures, threshold, false));
  const isExpected =
    alertsOnProjection &&
    projection !== undefined &&
    reaches({ spentNano: projection.expectedNano, limitNano: figures.limitNano }, LIMIT);
  return isExpected ? [...due, toDue(figures, LIMIT, true)] : due;
}

const toDue = (figures: WindowFigures, threshold: number, isProjected: boolean): DueAlert => ({
  occurrenceKey: occurrenceKey(figures, threshold, isProjected),
  threshold,
  isProjected,
});

const SERIOUS = 75;

export function severityOf({ threshold, isProjected }: DueAlert): AlertSeverity {
  if (isProjected) return 'WARNING';
  return threshold >= LIMIT ? 'CRITICAL' : threshold >= SERIOUS ? 'WARNING' : 'INFO';
}

export const periodNames = {
  ...{ HOURLY: 'hourly', DAILY: 'daily', WEEKLY: 'weekly' },
  ...{ MONTHLY: 'monthly', QUARTERLY: 'quarterly', YEARLY: 'yearly' },
} as const;

export interface AlertTexts {
  /** What amounts are counted in: a currency, `tokens`, `requests`. */
  unit: string;
  subjectName: string;
}

/** One sentence: which budget, of whom, what was reached. */
export function alertTitle(
  budget: BudgetRecord,
  figures: WindowFigures,
  { threshold, isProjected }: DueAlert,
  { unit, subjectName, projection }: AlertTexts & { projection: WindowProjection | undefined },
): string {
  const text = (nano: bigint) => amountText(nano, { metric: budget.metric, limitNano: figures.limitNano });
  const limit = `${text(figures.limitNano)} ${unit}`;
  const about = subjectName === budget.name ? [] : [subjectName];
  const what = `${budget.name} (${[...about, periodNames[budget.period]].join(', ')})`;
  if (isProjected) return `${what} is expected to end at ${text(projection?.expectedNano ?? 0n)} of ${limit}`;
  return `${what} has reached ${threshold} %: ${text(figures.spentNano)} of ${limit}`;
}

/** The figures an alert is raised for, exact. */
export function alertEvidence(
  budget: BudgetRecord,
  figures: WindowFigures,
  due: DueAlert,
  { unit, subjectName, projection }: AlertTexts & { projection: WindowProjection | undefined },
): Prisma.InputJsonObject {
  const window: BudgetWindow = figures.window;
  return {
    ...{ metric: budget.metric, unit, subject: subjectName, period: budget.period, threshold: due.threshold },
    ...{ from: window.from, until: window.until },
    ...{ startsAt: window.startsAt.toISOString(), endsAt: window.endsAt.toISOString() },
    ...{ spent: fromNano(figures.spentNano), limit: fromNano(figures.limitNano), left: leftText(figures) },
    ...{ percent: percentText(figures), carriedOver: fromNano(figures.carriedNano) },
    ...(due.isProjected && projection ? projectionEvidence(projection) : {}),
  };
}

function projectionEvidence({ expectedNano, lowNano, highNano }: WindowProjection): Prisma.InputJsonObject {
  return {
    projected: fromNano(expectedNano),
    ...(lowNano === null || highNano === null
      ? {}
      : { projectedLow: fromNano(lowNano), projectedHigh: fromNano(highNano) }),
  };
}
