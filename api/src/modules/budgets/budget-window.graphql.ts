import { builder } from '../../graphql/builder.ts';
import { fromNano } from '../../lib/money.ts';
import { daysLeft, leftText, percentText, stateOf, type WindowView, windowStates } from './window-view.ts';

export const BudgetWindowStateEnum = builder.enumType('BudgetWindowState', { values: windowStates });

export const BudgetWindow = builder.objectRef<WindowView>('BudgetWindow').implement({
  description:
    'A calendar unit of the reporting zone. Amounts in the reporting currency, or a number of tokens or requests.',
  authScopes: { scope: 'READ' },
  fields: (t) => ({
    from: t.field({ type: 'Date', resolve: ({ figures }) => figures.window.from }),
    until: t.field({ type: 'Date', description: 'First day after.', resolve: ({ figures }) => figures.window.until }),
    startsAt: t.field({ type: 'DateTime', resolve: ({ figures }) => figures.window.startsAt }),
    endsAt: t.field({ type: 'DateTime', resolve: ({ figures }) => figures.window.endsAt }),
    isCurrent: t.boolean({
      resolve: ({ figures: { window }, now }) => window.startsAt <= now && now < window.endsAt,
    }),
    daysLeft: t.int({ description: 'Today included; 0 after the end.', resolve: daysLeft }),
    limit: t.field({
      type: 'Decimal',
      description: 'With what is carried over.',
      resolve: ({ figures }) => fromNano(figures.limitNano),
    }),
    carriedOver: t.field({ type: 'Decimal', resolve: ({ figures }) => fromNano(figures.carriedNano) }),
    spent: t.field({
      type: 'Decimal',
      description: 'As the pivot shows it: SPEND, TOTAL_TOKENS or REQUESTS.',
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
  }),
});
