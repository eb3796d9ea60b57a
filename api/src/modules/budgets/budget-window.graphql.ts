import { builder } from '../../graphql/builder.ts';
import { fromNano } from '../../lib/money.ts';
import { budgetLink } from './budget-link.ts';
import type { WindowProjection } from './project-window.ts';
import { readCurrentProjections } from './read-budget-windows.ts';
import { readWindowDays, type WindowDay, type WindowName } from './read-window-days.ts';
import { daysLeft, leftText, percentText, stateOf, type WindowView, windowStates } from './window-view.ts';

export const BudgetWindowStateEnum = builder.enumType('BudgetWindowState', { values: windowStates });

const BudgetDay = builder.objectRef<WindowDay>('BudgetDay').implement({
  description: 'A day of a window.',
  authScopes: { scope: 'READ' },
  fields: (t) => ({
    day: t.expose('day', { type: 'Date' }),
    spent: t.field({ type: 'Decimal', resolve: ({ spentNano }) => fromNano(spentNano) }),
    total: t.field({
      type: 'Decimal',
      description: 'Since the window began.',
      resolve: ({ totalNano }) => fromNano(totalNano),
    }),
  }),
});

const BudgetProjectionDay = builder.objectRef<WindowProjection['days'][number]>('BudgetProjectionDay').implement({
  authScopes: { scope: 'READ' },
  fields: (t) => ({
    day: t.expose('day', { type: 'Date' }),
    expected: t.field({
      type: 'Decimal',
      description: 'Since the window began, by the end of the day.',
      resolve: ({ expectedNano }) => fromNano(expectedNano),
    }),
  }),
});

const BudgetProjection = builder.objectRef<WindowProjection>('BudgetProjection').implement({
  description: 'What a window is expected to come to, by the weekdays before.',
  authScopes: { scope: 'READ' },
  fields: (t) => ({
    expected: t.field({ type: 'Decimal', resolve: ({ expectedNano }) => fromNano(expectedNano) }),
    low: t.field({
      type: 'Decimal',
      nullable: true,
      description: 'Four of five outcomes lie between low and high; null: too few weeks to say.',
      resolve: ({ lowNano }) => (lowNano === null ? null : fromNano(lowNano)),
    }),
    high: t.field({
      type: 'Decimal',
      nullable: true,
      resolve: ({ highNano }) => (highNano === null ? null : fromNano(highNano)),
    }),
    days: t.field({
      type: [BudgetProjectionDay],
      description: 'Those that are not over.',
      resolve: ({ days }) => days,
    }),
  }),
});

const isCurrent = ({ figures: { window }, now }: WindowView) => window.startsAt <= now && now < window.endsAt;

export const BudgetWindow = builder.objectRef<WindowView>('BudgetWindow').implement({
  description:
    'A calendar unit of the reporting zone. Amounts in the reporting currency, or a number of tokens or requests.',
  authScopes: { scope: 'READ' },
  fields: (t) => ({
    from: t.field({ type: 'Date', resolve: ({ figures }) => figures.window.from }),
    until: t.field({ type: 'Date', description: 'First day after.', resolve: ({ figures }) => figures.window.until }),
    startsAt: t.field({ type: 'DateTime', resolve: ({ figures }) => figures.window.startsAt }),
    endsAt: t.field({ type: 'DateTime', resolve: ({ figures }) => figures.window.endsAt }),
    isCurrent: t.boolean({ resolve: isCurrent }),
    daysLeft: t.int({ description: 'Today included; 0 after the end.', resolve: daysLeft }),
    limit: t.field({
      type: 'Decimal',
      description: 'With what is carried over.',
      resolve: ({ figures }) => fromNano(figures.limitNano),
    }),
    carriedOver: t.field({ type: 'Decimal', resolve: ({ figures }) => fromNano(figures.carriedNano) }),
    spent: t.field({
      type: 'Decimal',
      description:
        'As the pivot shows it: SPEND, TOTAL_TOKENS or REQUESTS; of an hour without what is known only by the day.',
      resolve: ({ figures }) => fromNano(figures.spentNano),
    }),
    left: t.field({
      type: 'Decimal',
      description: 'Negative beyond the limit.',
      resolve: ({ figures }) => leftText(figures),
    }),
    percent: t.field({
      type: 'Decimal',
      description: 'Of the limit, to a tenth.',
      resolve: ({ figures }) => percentText(figures),
    }),
    state: t.field({
      type: BudgetWindowStateEnum,
      resolve: ({ budget, figures }) => stateOf(budget, figures),
    }),
    link: t.string({
      description: 'Path in the web application of the pivot that shows it.',
      resolve: ({ budget, figures }) => budgetLink(budget, figures.window),
    }),
    projected: t.loadable({
      type: BudgetProjection,
      nullable: true,
      description: 'Of a current window from WEEKLY on; null also with less than a week of history.',
      complexity: { field: 50, multiplier: 1 },
      load: (ids: number[], context) => readCurrentProjections(context, ids),
      resolve: (view) => (isCurrent(view) ? view.budget.id : null),
    }),
    days: t.loadableList({
      type: BudgetDay,
      description: 'Until today, oldest first; of an hour none.',
      complexity: { field: 50, multiplier: 1 },
      load: (names: string[], context) => readWindowDays(context, names.map(toName)),
      resolve: ({ budget, figures: { window } }) =>
        [budget.id, window.from, budget.period === 'HOURLY' ? window.from : window.until].join(' '),
    }),
  }),
});

function toName(name: string): WindowName {
  const [id = '', from = '', until = ''] = name.split(' ');
  return { budgetId: Number(id), from, until };
}
