import { builder } from '../../graphql/builder.ts';
import { OrderDirection } from '../../graphql/order-direction.ts';
import { FACTS_COST } from '../../graphql/query-limits.ts';
import type { PivotHeader, PivotRow } from './assemble-pivot.ts';
import { dimensionNames } from './dimensions.ts';
import { measureNames } from './measures.ts';
import { type Pivot, readPivot } from './read-pivot.ts';
import type { UnpricedModelKey, UnpricedUsage } from './unpriced-usage.sql.ts';

export const DimensionEnum = builder.enumType('Dimension', { values: dimensionNames });
const MeasureEnum = builder.enumType('Measure', { values: measureNames });
export const DayBasisEnum = builder.enumType('DayBasis', {
  description: 'REPORTING: days of the organization’s zone. BILLING: UTC days, as vendors bill.',
  values: ['REPORTING', 'BILLING'] as const,
});
const ComparisonEnum = builder.enumType('Comparison', {
  description:
    'PREVIOUS_PERIOD: the calendar unit before when the range is exactly one month, quarter, year or ISO week, else as many days before. PREVIOUS_YEAR: the same dates a year earlier.',
  values: ['PREVIOUS_PERIOD', 'PREVIOUS_YEAR'] as const,
});

export const DimensionFilterInput = builder.inputType('DimensionFilter', {
  description:
    'Values are keys as the pivot returns them (global ids, ISO periods, enum names, UNATTRIBUTED, NONE), or emails, names and codes. What is given must all hold; several filters too.',
  fields: (t) => ({
    dimension: t.field({ type: DimensionEnum, required: true }),
    in: t.stringList({ description: 'One of these; an empty list matches nothing.' }),
    notIn: t.stringList({ description: 'None of these.' }),
    search: t.string({ description: 'The label holds this text.' }),
  }),
});

const PivotOrderInput = builder.inputType('PivotOrder', {
  fields: (t) => ({
    measure: t.field({ type: MeasureEnum, description: 'One of the measures asked for; absent: by label.' }),
    column: t.stringList({ description: 'Key of a pivoted column; absent: the row’s total.' }),
    direction: t.field({ type: OrderDirection, description: 'Default: DESC by measure, ASC by label.' }),
  }),
});

const PivotInputType = builder.inputType('PivotInput', {
  fields: (t) => ({
    from: t.field({ type: 'Date', required: true, description: 'First day, in the reporting zone.' }),
    until: t.field({ type: 'Date', required: true, description: 'Day after the last; at most ten years after from.' }),
    rows: t.field({ type: [DimensionEnum], required: true, description: 'At most four, outermost first.' }),
    columns: t.field({ type: [DimensionEnum], defaultValue: [], description: 'At most three.' }),
    measures: t.field({ type: [MeasureEnum], required: true }),
    filters: t.field({ type: [DimensionFilterInput], defaultValue: [] }),
    orderBy: t.field({
      type: PivotOrderInput,
      description: 'Within each parent. Default: periods in time, others by the first measure, largest first.',
    }),
    subtotals: t.boolean({
      defaultValue: false,
      description: 'Every prefix of the row dimensions gets its own row (shorter key) before its children.',
    }),
    first: t.int({
      defaultValue: 100,
      description: 'Outermost rows, 1 to 10,000; the rest is `other`.',
    }),
    offset: t.int({ defaultValue: 0 }),
    compareTo: t.field({ type: ComparisonEnum }),
    dayBasis: t.field({ type: DayBasisEnum, defaultValue: 'REPORTING' }),
  }),
});

const PivotHeaderType = builder.objectRef<PivotHeader>('PivotHeader').implement({
  fields: (t) => ({ key: t.exposeStringList('key'), labels: t.exposeStringList('labels') }),
});

const PivotRowType = builder.objectRef<PivotRow>('PivotRow').implement({
  fields: (t) => ({
    key: t.exposeStringList('key', {
      description:
        'What a filter accepts, outermost first; fewer than the row dimensions: a subtotal; OTHER: the rest.',
    }),
    labels: t.exposeStringList('labels'),
    values: t.expose('values', {
      type: ['Decimal'],
      nullable: { list: false, items: true },
      description:
        'For each column in order, each measure; then, for each measure, the row’s total. Null: a ratio over nothing.',
    }),
    previous: t.expose('previous', {
      type: ['Decimal'],
      nullable: { list: true, items: true },
      description: 'The same of the range compared with.',
    }),
    hasUnpriced: t.exposeBoolean('hasUnpriced', {
      description: 'Part of it is metered usage whose model has no price: SPEND holds of it only what was billed.',
    }),
  }),
});

const PivotUnpricedModelType = builder.objectRef<UnpricedModelKey>('PivotUnpricedModel').implement({
  fields: (t) => ({
    key: t.exposeString('key', { description: 'What a filter by MODEL accepts.' }),
    label: t.exposeString('label'),
  }),
});

const PivotUnpricedType = builder.objectRef<UnpricedUsage>('PivotUnpriced').implement({
  description:
    'Metered usage of the range and filters whose model has no price: SPEND holds of it only what was billed.',
  fields: (t) => ({
    tokens: t.expose('tokens', { type: 'BigInt' }),
    requests: t.expose('requests', { type: 'BigInt', description: 'As far as the vendor counts them.' }),
    models: t.expose('models', { type: [PivotUnpricedModelType], description: 'Most tokens first.' }),
  }),
});

const PivotType = builder.objectRef<Pivot>('Pivot').implement({
  description: 'Money in the organization’s reporting currency.',
  authScopes: { scope: 'READ' },
  fields: (t) => ({
    columns: t.expose('columns', { type: [PivotHeaderType] }),
    rows: t.expose('rows', { type: [PivotRowType] }),
    other: t.expose('other', {
      type: PivotRowType,
      nullable: true,
      description: 'All outermost rows that are not returned.',
    }),
    totals: t.expose('totals', { type: PivotRowType, description: 'Over every row, returned or not.' }),
    rowCount: t.exposeInt('rowCount', { description: 'Number of outermost rows, returned or not.' }),
    incompleteFrom: t.expose('incompleteFrom', {
      type: 'DateTime',
      nullable: true,
      description:
        'Start of the first day of the range whose figures can still grow: today, or a day that an active connection has not been read for after it settled.',
    }),
    unattributed: t.expose('unattributed', { type: 'Decimal', description: 'SPEND whose member is unknown.' }),
    unpriced: t.expose('unpriced', {
      type: PivotUnpricedType,
      nullable: true,
      description: 'Null: everything in the range has a price.',
    }),
  }),
});

builder.queryField('pivot', (t) =>
  t.field({
    type: PivotType,
    description:
      'Figures broken down by rows and columns, exact in every total. Refuses with extensions {code, field, value, remedy}: INVALID_INPUT or TOO_MANY_CELLS.',
    authScopes: { scope: 'READ' },
    args: { input: t.arg({ type: PivotInputType, required: true }) },
    complexity: FACTS_COST.aggregate,
    resolve: (_root, { input }, { actor, clock }) => readPivot(actor, clock, input),
  }),
);
