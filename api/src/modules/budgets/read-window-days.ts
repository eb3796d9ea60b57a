import { db } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import { addDays, type Day, type DayRange, dayInZone, daysOf } from '../../lib/calendar.ts';
import { askFacts } from '../explore/ask-facts.ts';
import { reportingSettings } from '../explore/reporting-settings.sql.ts';
import { readSubjectDays } from './budget-days.sql.ts';
import { subjectKey } from './budget-scopes.ts';

/** One day of a window; in units of 1e-9. */
export interface WindowDay {
  day: Day;
  spentNano: bigint;
  /** Since the window began. */
  totalNano: bigint;
}

export interface WindowName extends DayRange {
  budgetId: number;
}

/** The days of windows until today; one statement for each metric and scope. */
export async function readWindowDays(
  { actor, clock }: Pick<Context, 'actor' | 'clock'>,
  windows: readonly WindowName[],
): Promise<WindowDay[][]> {
  const found = await db.budget.findMany({ where: { id: { in: windows.map(({ budgetId }) => budgetId) } } });
  const budgets = new Map(found.map((budget) => [budget.id, budget]));
  const range = {
    from: windows.map(({ from }) => from).sort()[0] ?? '',
    until:
      windows
        .map(({ until }) => until)
        .sort()
        .at(-1) ?? '',
  };
  return askFacts(actor, async (client) => {
    const { zone } = await reportingSettings(client);
    const tomorrow = addDays(dayInZone(clock(), zone), 1);
    const amounts = new Map<number, Map<Day, bigint>>();
    for (const [metric, own] of Map.groupBy(budgets.values(), (budget) => budget.metric)) {
      const days = await readSubjectDays(client, own, metric, range);
      for (const budget of own) {
        const rows = days.get(subjectKey(budget)) ?? [];
        amounts.set(budget.id, new Map(rows.map(({ day, usageNano, entriesNano }) => [day, usageNano + entriesNano])));
      }
    }
    return windows.map(({ budgetId, from, until }) => {
      let totalNano = 0n;
      return daysOf({ from, until: [until, tomorrow].sort()[0] ?? until }).map((day) => {
        const spentNano = amounts.get(budgetId)?.get(day) ?? 0n;
        totalNano += spentNano;
        return { day, spentNano, totalNano };
      });
    });
  });
}
