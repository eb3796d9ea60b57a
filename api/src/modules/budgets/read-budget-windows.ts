import { db, pool } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import { askFacts } from '../explore/ask-facts.ts';
import { reportingSettings } from '../explore/reporting-settings.sql.ts';
import { type BudgetWindow, windowAt, windowsBetween } from './budget-calendar.ts';
import { type BudgetRecord, currentWindow, validityOf, withLimits } from './budget-record.ts';
import type { WindowProjection } from './project-window.ts';
import { readProjections, readScheduled } from './read-projections.ts';
import { readWindowFigures } from './read-window-figures.ts';
import type { WindowView } from './window-view.ts';

type Caller = Pick<Context, 'actor' | 'clock'>;

/** The window each budget is in now; null before its first valid day and after its last. */
export async function readCurrentWindows(caller: Caller, ids: readonly number[]): Promise<(WindowView | null)[]> {
  const views = await readWindows(caller, ids, (budget, now, zone) => {
    const window = currentWindow(budget, now, zone);
    return window ? [window] : [];
  });
  return views.map(([view]) => view ?? null);
}

/** The latest windows of each budget up to now, latest first; none before the budget's first. */
export async function readLatestWindows(
  caller: Caller,
  ids: readonly number[],
  count: number,
): Promise<WindowView[][]> {
  const views = await readWindows(caller, ids, (budget, now, zone) => latestWindows(budget, { now, zone, count }));
  return views.map((windows) => windows.toReversed());
}

/** What the current window of each budget is expected to come to; null where that cannot be said. */
export async function readCurrentProjections(
  caller: Caller,
  ids: readonly number[],
): Promise<(WindowProjection | null)[]> {
  const current = (await readCurrentWindows(caller, ids)).flatMap((view) => view ?? []);
  const now = caller.clock();
  const { zone } = await reportingSettings(pool);
  const scheduled = await readScheduled(now, zone);
  return askFacts(caller.actor, async (client) => {
    const projections = await readProjections(client, { zone, now, scheduled }, current);
    return ids.map((id) => projections.get(id) ?? null);
  });
}

async function readWindows(
  { actor, clock }: Caller,
  ids: readonly number[],
  windowsOf: (budget: BudgetRecord, now: Date, zone: string) => BudgetWindow[],
): Promise<WindowView[][]> {
  const records = await db.budget.findMany({ where: { id: { in: [...ids] } }, include: withLimits });
  const byId = new Map(records.map((budget) => [budget.id, budget]));
  const budgets = ids.flatMap((id) => byId.get(id) ?? []);
  const now = clock();
  return askFacts(actor, async (client) => {
    const { zone } = await reportingSettings(client);
    const asked = budgets.map((budget) => ({ budget, windows: windowsOf(budget, now, zone) }));
    const figures = await readWindowFigures(client, zone, asked);
    return asked.map(({ budget }, index) => (figures[index] ?? []).map((one) => ({ budget, figures: one, zone, now })));
  });
}

/** Oldest first; of a budget made in the middle of a window, that window is the first. */
function latestWindows(
  budget: BudgetRecord,
  { now, zone, count }: { now: Date; zone: string; count: number },
): BudgetWindow[] {
  const validity = validityOf(budget);
  const first = validity.validFrom === null ? budget.createdAt : new Date(0);
  let start = windowAt(budget.period, now, zone);
  for (let index = 1; index < count && start.startsAt > first; index++) {
    start = windowAt(budget.period, new Date(start.startsAt.getTime() - 1), zone);
  }
  const windows = windowsBetween(budget.period, { from: start.startsAt, until: now }, { ...validity, zone });
  return windows.filter(({ startsAt }) => startsAt <= now);
}
