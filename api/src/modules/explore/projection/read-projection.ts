import type { BudgetMetric } from '@outlay/prisma';
import { db } from '../../../db.ts';
import type { Context } from '../../../graphql/context.ts';
import { addDays, addMonths, type Day, type DayRange, dayInZone, startOfMonth } from '../../../lib/calendar.ts';
import { InvalidInputError } from '../../../lib/errors.ts';
import { type Subject, subjectExists, subjectId, subjectKey } from '../../budgets/budget-scopes.ts';
import { askFacts } from '../ask-facts.ts';
import { applyScenario, type ScenarioChange } from './apply-scenario.ts';
import { knownUntil } from './known-until.ts';
import { type MonthPlan, monthlyBudgets, readMonthPlan } from './month-plan.ts';
import { type ProjectedMonth, projectMonth, runRate } from './project-month.ts';
import { requireOwnSubject } from './projection-access.ts';
import { readScheduledCosts, type ScheduledCost } from './scheduled-costs.ts';
import { belongsTo, ownersCompletion } from './scope-owners.ts';
import { readSubjectSeries, type SubjectSeries } from './subject-series.sql.ts';

/** Days looked back at. */
const HISTORY_DAYS = 182;
const MOST_MONTHS_AHEAD = 12;

export interface ProjectionQuestion {
  /** Any day of the month. */
  month: Day;
  subject: Subject;
  metric: BudgetMetric;
  /** Of a scenario, if any. */
  changes: readonly ScenarioChange[];
}

/** Amounts in units of 1e-9: of the reporting currency, or of a token or request. */
export interface Projection {
  month: DayRange;
  today: Day;
  subject: Subject;
  metric: BudgetMetric;
  currency: string;
  knownUntil: Day;
  result: ProjectedMonth;
  /** Without the scenario. */
  baseline: ProjectedMonth;
  changeEffects: bigint[];
  runRate: bigint | null;
  scheduledCosts: ScheduledCost[];
  plan: MonthPlan | undefined;
  previous: { month: DayRange; byDay: ReadonlyMap<Day, bigint>; total: bigint };
}

/** @throws UnauthenticatedError | ForbiddenError | InvalidInputError | RateLimitedError | TimeoutError */
export async function readProjection(
  context: Pick<Context, 'actor' | 'clock'>,
  { month: dayOfMonth, subject, metric, changes }: ProjectionQuestion,
): Promise<Projection> {
  await requireOwnSubject(context, subject);
  const now = context.clock();
  const from = startOfMonth(dayOfMonth);
  const month = { from, until: addMonths(from, 1) };
  const { reportingZone: zone, reportingCurrency: currency } = await db.organization.findUniqueOrThrow({
    where: { id: 1 },
    select: { reportingZone: true, reportingCurrency: true },
  });
  const today = dayInZone(now, zone);
  requireNearMonth(month, today);
  const due = metric === 'COST' && month.until > today ? await readScheduledCosts(month, today) : [];
  const complete = await ownersCompletion();
  const question = { subject, metric, month, zone };
  const budgets = await monthlyBudgets(question);
  return askFacts(context.actor, async (client) => {
    if (!(await subjectExists(client, subject))) {
      const id = subjectId(subject) ?? '';
      throw new InvalidInputError('scope.id', id, 'there is no such thing.', 'Copy the id from an answer.');
    }
    const known = { from: addDays(today, -HISTORY_DAYS), until: await knownUntil(client, { zone, now }) };
    const previous = { from: addMonths(from, -1), until: from };
    const starts = [known.from, previous.from].toSorted();
    const range = {
      from: starts[0] ?? previous.from,
      until: [month.until, known.until].toSorted().at(-1) ?? month.until,
    };
    const project = async (subjects: readonly Subject[]): Promise<[ProjectedMonth, SubjectSeries]> => {
      const series = await readSubjectSeries(client, subjects, metric, range);
      const scheduled = byDay(due.filter(({ owners }) => subjects.every((each) => belongsTo(owners, each))));
      return [projectMonth({ month, today, known, series, scheduled }), series];
    };
    const [baseline, series] = await project([subject]);
    const actions = [];
    for (const change of changes) {
      const isSame = subjectKey(change.subject) === subjectKey(subject) || change.subject.scope === 'ORGANIZATION';
      const [base] =
        change.kind === 'AMOUNT' ? [undefined] : isSame ? [baseline] : await project([subject, change.subject]);
      const { scope, scopeId } = change.subject;
      const owners = scope === 'ORGANIZATION' ? {} : complete({ [scope]: scopeId }, change.from);
      actions.push({ change, base: base?.days ?? [], counts: metric === 'COST' && belongsTo(owners, subject) });
    }
    const { month: result, byChange } = applyScenario(baseline, actions, today);
    const total = (day: Day) => (series.usage.get(day) ?? 0n) + (series.entries.get(day) ?? 0n);
    const previousDays = new Map(
      [...new Set([...series.usage.keys(), ...series.entries.keys()])]
        .filter((day) => day >= previous.from && day < previous.until)
        .map((day) => [day, total(day)]),
    );
    return {
      ...{ month, today, subject, metric, currency, knownUntil: known.until, result, baseline },
      changeEffects: byChange,
      runRate: runRate(baseline, { month, today }),
      scheduledCosts: due.filter(({ owners }) => belongsTo(owners, subject)),
      plan: await readMonthPlan(client, budgets, question),
      previous: { month: previous, byDay: previousDays, total: [...previousDays.values()].reduce((a, b) => a + b, 0n) },
    };
  });
}

function requireNearMonth(month: DayRange, today: Day): void {
  const last = addMonths(startOfMonth(today), MOST_MONTHS_AHEAD);
  if (month.from <= last) return;
  const problem = `${month.from.slice(0, 7)} is more than ${MOST_MONTHS_AHEAD} months ahead.`;
  throw new InvalidInputError('month', month.from, problem, `Choose a month until ${last.slice(0, 7)}.`);
}

function byDay(costs: readonly ScheduledCost[]): Map<Day, bigint> {
  const sums = new Map<Day, bigint>();
  for (const { day, amountNano } of costs) sums.set(day, (sums.get(day) ?? 0n) + (amountNano ?? 0n));
  return sums;
}
