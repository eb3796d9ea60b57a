import { builder } from '../../../graphql/builder.ts';
import { fromNano } from '../../../lib/money.ts';
import type { RunningTotal, ShownDay } from './projection-days.ts';

const nullable = (nano: bigint | null) => (nano === null ? null : fromNano(nano));

const RunningTotalRef = builder.objectRef<RunningTotal>('ProjectionTotal').implement({
  description: 'From the first day of the month to this one.',
  authScopes: { scope: 'READ' },
  fields: (t) => ({
    actual: t.field({ type: 'Decimal', nullable: true, resolve: ({ actual }) => nullable(actual) }),
    expected: t.field({ type: 'Decimal', resolve: ({ expected }) => fromNano(expected) }),
    low: t.field({ type: 'Decimal', nullable: true, resolve: ({ low }) => nullable(low) }),
    high: t.field({ type: 'Decimal', nullable: true, resolve: ({ high }) => nullable(high) }),
    planned: t.field({ type: 'Decimal', nullable: true, resolve: ({ planned }) => nullable(planned) }),
  }),
});

export const ProjectionDay = builder.objectRef<ShownDay>('ProjectionDay').implement({
  description: 'One day of a projection.',
  authScopes: { scope: 'READ' },
  fields: (t) => ({
    date: t.field({ type: 'Date', resolve: ({ day }) => day }),
    isComplete: t.exposeBoolean('isComplete', { description: 'False: its figures can still grow.' }),
    actual: t.field({
      type: 'Decimal',
      nullable: true,
      description: 'What it came to so far; null after today.',
      resolve: ({ actual }) => nullable(actual),
    }),
    scheduled: t.field({
      type: 'Decimal',
      description: 'Fixed cost still to be posted.',
      resolve: ({ scheduled }) => fromNano(scheduled),
    }),
    expected: t.field({
      type: 'Decimal',
      description: 'What it will have come to, with the scenario; the days add up to the month.',
      resolve: ({ expected }) => fromNano(expected),
    }),
    low: t.field({
      type: 'Decimal',
      nullable: true,
      description: 'Four of five such days lie between low and high.',
      resolve: ({ low }) => nullable(low),
    }),
    high: t.field({ type: 'Decimal', nullable: true, resolve: ({ high }) => nullable(high) }),
    planned: t.field({
      type: 'Decimal',
      nullable: true,
      description: 'Its even share of the budget.',
      resolve: ({ planned }) => nullable(planned),
    }),
    previousMonth: t.field({
      type: 'Decimal',
      nullable: true,
      description: 'The same day of the month before; null where it has none.',
      resolve: ({ previousMonth }) => nullable(previousMonth),
    }),
    total: t.field({ type: RunningTotalRef, resolve: ({ total }) => total }),
  }),
});
