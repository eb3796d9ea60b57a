import { addDays, addMonths, type Day, dayInZone, startOfMonth } from '../../lib/calendar.ts';
import { eachInSlices } from '../../lib/in-slices.ts';
import { knownUntil } from '../explore/projection/known-until.ts';
import { learnUsage } from '../explore/projection/project-month.ts';
import { readScheduledCosts, type ScheduledCost } from '../explore/projection/scheduled-costs.ts';
import { belongsTo } from '../explore/projection/scope-owners.ts';
import type { Queryable } from '../explore/run-pivot.sql.ts';
import { readSubjectDays } from './budget-days.sql.ts';
import type { BudgetRecord } from './budget-record.ts';
import { type Subject, subjectKey } from './budget-scopes.ts';
import { projectWindow, type WindowProjection } from './project-window.ts';
import type { WindowFigures } from './read-window-figures.ts';

/** Days looked back at, as `projection` does. */
const HISTORY_DAYS = 182;

export interface CurrentFigures {
  budget: BudgetRecord;
  /** Of the window that is now. */
  figures: WindowFigures;
}

export interface Moment {
  zone: string;
  now: Date;
  /** Of `readScheduled`, read before: what follows reads in one transaction. */
  scheduled: readonly ScheduledCost[];
}

const isProjectable = ({ period }: Pick<BudgetRecord, 'period'>): boolean => period !== 'HOURLY' && period !== 'DAILY';

/** Fixed cost that is due in the windows of now and not in the books yet. */
export function readScheduled(now: Date, zone: string): Promise<ScheduledCost[]> {
  const today = dayInZone(now, zone);
  const nextYear = addMonths(`${today.slice(0, 4)}-01-01`, 12);
  return readScheduledCosts({ from: startOfMonth(today), until: addDays(nextYear, 7) }, today);
}

/** What current windows are expected to come to, by budget; left out where that cannot be said. */
export async function readProjections(
  client: Queryable,
  { zone, now, scheduled }: Moment,
  current: readonly CurrentFigures[],
): Promise<Map<number, WindowProjection>> {
  const projections = new Map<number, WindowProjection>();
  const projectable = current.filter(({ budget }) => isProjectable(budget));
  if (projectable.length === 0) return projections;
  const today = dayInZone(now, zone);
  const known = { from: addDays(today, -HISTORY_DAYS), until: await knownUntil(client, { zone, now }) };
  const until = projectable.map(({ figures }) => figures.window.until).reduce(later);
  for (const [metric, own] of Map.groupBy(projectable, ({ budget }) => budget.metric)) {
    const subjects = own.map(({ budget }) => budget);
    const days = await readSubjectDays(client, subjects, metric, { from: known.from, until });
    await eachInSlices(
      Map.groupBy(own, ({ budget }) => subjectKey(budget)),
      ([key, budgets]) => {
        const history = days.get(key) ?? [];
        const series = {
          usage: new Map(history.map(({ day, usageNano }) => [day, usageNano])),
          entries: new Map(history.map(({ day, entriesNano }) => [day, entriesNano])),
        };
        const learned = learnUsage({ series, known });
        for (const { budget, figures } of budgets) {
          const due = metric === 'COST' ? scheduledOf(scheduled, budget) : new Map<Day, bigint>();
          const projection = projectWindow(figures, { today, known, series, learned, scheduled: due });
          if (projection) projections.set(budget.id, projection);
        }
      },
    );
  }
  return projections;
}

const later = (a: Day, b: Day): Day => [a, b].sort()[1] ?? a;

function scheduledOf(scheduled: readonly ScheduledCost[], subject: Subject): Map<Day, bigint> {
  const byDay = new Map<Day, bigint>();
  for (const { day, amountNano, owners } of scheduled) {
    if (amountNano !== null && belongsTo(owners, subject)) byDay.set(day, (byDay.get(day) ?? 0n) + amountNano);
  }
  return byDay;
}
