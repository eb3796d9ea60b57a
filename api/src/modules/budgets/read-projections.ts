import { addDays, type Day, dayInZone } from '../../lib/calendar.ts';
import { incompleteFrom } from '../explore/data-freshness.ts';
import type { Queryable } from '../explore/run-pivot.sql.ts';
import { readSubjectDays } from './budget-days.sql.ts';
import type { BudgetRecord } from './budget-record.ts';
import { subjectKey } from './budget-scopes.ts';
import { HISTORY_DAYS, projectWindow, type WindowProjection } from './project-window.ts';
import type { WindowFigures } from './read-window-figures.ts';

/** Days at most that are left out as not read yet: an account that is never read must not end all forecasts. */
const MOST_OPEN_DAYS = 7;

export interface CurrentFigures {
  budget: BudgetRecord;
  /** Of the window that is now. */
  figures: WindowFigures;
}

export const isProjectable = ({ period }: Pick<BudgetRecord, 'period'>): boolean =>
  period !== 'HOURLY' && period !== 'DAILY';

/** What current windows are expected to come to, by budget; left out where that cannot be said. */
export async function readProjections(
  client: Queryable,
  { zone, now }: { zone: string; now: Date },
  current: readonly CurrentFigures[],
): Promise<Map<number, WindowProjection>> {
  const projections = new Map<number, WindowProjection>();
  const projectable = current.filter(({ budget }) => isProjectable(budget));
  if (projectable.length === 0) return projections;
  const today = dayInZone(now, zone);
  const range = { from: addDays(today, -HISTORY_DAYS), until: addDays(today, 1) };
  const known = { from: range.from, until: await firstOpenDay(client, { zone, now, today }) };
  for (const [metric, own] of Map.groupBy(projectable, ({ budget }) => budget.metric)) {
    const days = await readSubjectDays(
      client,
      own.map(({ budget }) => budget),
      metric,
      range,
    );
    for (const { budget, figures } of own) {
      const history = days.get(subjectKey(budget)) ?? [];
      const projection = projectWindow(figures, history, { known, scheduledNano: 0n });
      if (projection) projections.set(budget.id, projection);
    }
  }
  return projections;
}

async function firstOpenDay(
  client: Queryable,
  { zone, now, today }: { zone: string; now: Date; today: Day },
): Promise<Day> {
  const earliest = addDays(today, -MOST_OPEN_DAYS);
  const range = { from: earliest, until: addDays(today, 1) };
  const open = await incompleteFrom(client, { range, dayBasis: 'REPORTING', zone, now });
  return open ? ([dayInZone(open, zone), earliest].sort().at(-1) ?? today) : today;
}
