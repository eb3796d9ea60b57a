import { db } from '../../../db.ts';
import { builder } from '../../../graphql/builder.ts';
import { requireDatabaseId } from '../../../graphql/global-id.ts';
import { FACTS_COST } from '../../../graphql/query-limits.ts';
import { addDays } from '../../../lib/calendar.ts';
import { NotFoundError } from '../../../lib/errors.ts';
import { fromNano } from '../../../lib/money.ts';
import { Budget, BudgetMetricEnum } from '../../budgets/budget.graphql.ts';
import { BudgetSubject, BudgetSubjectInput, subjectOf } from '../../budgets/budget-subject.graphql.ts';
import { confidenceNames } from './forecast.ts';
import { defaultSubject } from './projection-access.ts';
import { ProjectionDay } from './projection-day.graphql.ts';
import { projectionDays } from './projection-days.ts';
import { type Projection, readProjection } from './read-projection.ts';
import { ProjectionScenario } from './scenario.graphql.ts';
import { type ScenarioRecord, scenarioChanges, visibleScenarios, withChanges } from './scenario-record.ts';
import { type ScheduledCost, scheduledSources } from './scheduled-costs.ts';

const ForecastConfidenceEnum = builder.enumType('ForecastConfidence', {
  description:
    'NONE: fewer than seven days of use are known. LOW: too few weeks to measure how far forecasts miss, so no interval is given. MEASURED: the interval is what four of five past forecasts of the same series missed by at most.',
  values: confidenceNames,
});

const ScheduledSourceEnum = builder.enumType('ScheduledSource', { values: scheduledSources });

const ScheduledCostRef = builder.objectRef<ScheduledCost>('ScheduledCost').implement({
  description: 'A fixed cost that is due by the calendar and not in the books yet.',
  authScopes: { scope: 'READ' },
  fields: (t) => ({
    date: t.field({ type: 'Date', resolve: ({ day }) => day }),
    source: t.expose('source', { type: ScheduledSourceEnum }),
    name: t.exposeString('name'),
    amount: t.field({
      type: 'Decimal',
      nullable: true,
      description: 'Reporting currency. Null, and not counted: no exchange rate, or never entered yet.',
      resolve: ({ amountNano }) => (amountNano === null ? null : fromNano(amountNano)),
    }),
    isEstimated: t.exposeBoolean('isEstimated', { description: 'Entered each time: the last amount is taken.' }),
  }),
});

interface ChangeEffect {
  name: string;
  effectNano: bigint;
}

const ChangeEffectRef = builder.objectRef<ChangeEffect>('ProjectionChangeEffect').implement({
  authScopes: { scope: 'READ' },
  fields: (t) => ({
    name: t.exposeString('name'),
    amount: t.field({
      type: 'Decimal',
      description: 'What it adds to the month; negative: saves.',
      resolve: ({ effectNano }) => fromNano(effectNano),
    }),
  }),
});

type ShownProjection = Projection & { scenario: ScenarioRecord | null };
const end = (projection: Projection, width: bigint | null, sign: 1n | -1n) =>
  width === null ? null : fromNano(projection.result.expected + sign * width);

const ProjectionRef = builder.objectRef<ShownProjection>('Projection').implement({
  description:
    'What a month is expected to come to: what was spent, plus fixed cost due by the calendar, plus a forecast of usage. Amounts in the reporting currency, or numbers of tokens or requests.',
  authScopes: { scope: 'READ' },
  fields: (t) => ({
    month: t.field({ type: 'Date', description: 'Its first day.', resolve: ({ month }) => month.from }),
    until: t.field({ type: 'Date', description: 'First day after.', resolve: ({ month }) => month.until }),
    today: t.expose('today', { type: 'Date', description: 'In the reporting zone.' }),
    knownUntil: t.expose('knownUntil', { type: 'Date', description: 'First day whose figures can still grow.' }),
    subject: t.expose('subject', { type: BudgetSubject }),
    metric: t.expose('metric', { type: BudgetMetricEnum }),
    currency: t.string({
      nullable: true,
      description: 'Null: counted in tokens or requests.',
      resolve: ({ metric, currency }) => (metric === 'COST' ? currency : null),
    }),
    confidence: t.field({ type: ForecastConfidenceEnum, resolve: ({ result }) => result.confidence }),
    historyDays: t.int({
      description: 'Complete days the forecast is made from, at most 182.',
      resolve: ({ result }) => result.historyDays,
    }),
    actual: t.field({
      type: 'Decimal',
      description: 'Until today, as the pivot shows it: SPEND, TOTAL_TOKENS or REQUESTS.',
      resolve: ({ result }) => fromNano(result.actual),
    }),
    scheduled: t.field({
      type: 'Decimal',
      description: 'Fixed cost still to be posted, entries dated after today included.',
      resolve: ({ result }) => fromNano(result.scheduled),
    }),
    forecast: t.field({
      type: 'Decimal',
      description: 'What usage is expected to add.',
      resolve: ({ result }) => fromNano(result.added),
    }),
    expected: t.field({
      type: 'Decimal',
      description: 'Actual, scheduled and forecast, and the effect of the scenario.',
      resolve: ({ result }) => fromNano(result.expected),
    }),
    low: t.field({
      type: 'Decimal',
      nullable: true,
      description: 'Four of five months end between low and high; null where that cannot be said.',
      resolve: (projection) => end(projection, projection.result.below, -1n),
    }),
    high: t.field({
      type: 'Decimal',
      nullable: true,
      resolve: (projection) => end(projection, projection.result.above, 1n),
    }),
    runRate: t.field({
      type: 'Decimal',
      nullable: true,
      description: 'For comparison: spent on whole days ÷ their number × days of the month; null on the first day.',
      resolve: ({ runRate }) => (runRate === null ? null : fromNano(runRate)),
    }),
    scenario: t.field({ type: ProjectionScenario, nullable: true, resolve: ({ scenario }) => scenario }),
    scenarioEffects: t.field({
      type: [ChangeEffectRef],
      description: 'Of each change of the scenario, in its order.',
      resolve: ({ scenario, changeEffects }) =>
        (scenario?.changes ?? []).map(({ name }, index) => ({ name, effectNano: changeEffects[index] ?? 0n })),
    }),
    expectedWithoutScenario: t.field({
      type: 'Decimal',
      resolve: ({ baseline }) => fromNano(baseline.expected),
    }),
    budget: t.prismaField({
      type: Budget,
      nullable: true,
      description: 'The monthly budget of the subject; of several the smallest. Null: none.',
      resolve: (query, { plan }) => db.budget.findFirst({ ...query, where: { id: plan?.budgetId ?? 0 } }),
    }),
    planned: t.field({
      type: 'Decimal',
      nullable: true,
      description: 'The limit of that budget with what is carried over.',
      resolve: ({ plan }) => (plan ? fromNano(plan.limitNano) : null),
    }),
    plannedLeft: t.field({
      type: 'Decimal',
      nullable: true,
      description: 'Planned less expected; negative: too much.',
      resolve: ({ plan, result }) => (plan ? fromNano(plan.limitNano - result.expected) : null),
    }),
    previousMonth: t.field({
      type: 'Decimal',
      description: 'The whole month before.',
      resolve: ({ previous }) => fromNano(previous.total),
    }),
    previousMonthToDate: t.field({
      type: 'Decimal',
      description: 'As many days of the month before as have begun.',
      resolve: ({ previous, month, today }) => {
        const begun = [...previous.byDay].filter(([day]) => addDays(month.from, Number(day.slice(8)) - 1) <= today);
        return fromNano(begun.reduce((sum, [, amount]) => sum + amount, 0n));
      },
    }),
    scheduledCosts: t.field({ type: [ScheduledCostRef], resolve: ({ scheduledCosts }) => scheduledCosts }),
    days: t.field({ type: [ProjectionDay], description: 'Every day of the month.', resolve: projectionDays }),
  }),
});

builder.queryField('projection', (t) =>
  t.field({
    type: ProjectionRef,
    description:
      'Members see their own and that of agents they answer for. Refuses with extensions {code, field, value, remedy}.',
    authScopes: { scope: 'READ' },
    complexity: FACTS_COST.aggregate,
    args: {
      month: t.arg({ type: 'Date', required: true, description: 'Any day of the month; at most a year ahead.' }),
      scope: t.arg({
        type: BudgetSubjectInput,
        description: 'Left out: the organization for administrators, oneself for members.',
      }),
      metric: t.arg({ type: BudgetMetricEnum, required: true, defaultValue: 'COST' }),
      scenario: t.arg.id({ description: 'Id of a scenario.' }),
    },
    resolve: async (_root, args, context) => {
      const scenario = args.scenario ? await requireScenario(String(args.scenario), context.actor) : null;
      const projection = await readProjection(context, {
        month: args.month,
        subject: args.scope ? subjectOf(args.scope, 'scope') : defaultSubject(context),
        metric: args.metric,
        changes: scenario ? scenarioChanges(scenario) : [],
      });
      return { ...projection, scenario };
    },
  }),
);

/** @throws InvalidInputError | NotFoundError, also for one that the caller may not see */
async function requireScenario(
  globalId: string,
  actor: Parameters<typeof visibleScenarios>[0],
): Promise<ScenarioRecord> {
  const id = requireDatabaseId(globalId, 'ProjectionScenario', 'scenario');
  const scenario = await db.projectionScenario.findFirst({
    where: { id, ...visibleScenarios(actor) },
    include: withChanges,
  });
  if (!scenario) throw new NotFoundError('ProjectionScenario', globalId);
  return scenario;
}
