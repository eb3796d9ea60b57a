import { type DocumentNode, parse } from 'graphql';

export interface McpTool {
  name: string;
  title: string;
  description: string;
  document: DocumentNode;
  /** Offered only to callers that ask for it, whose token has the scope. */
  writes?: true;
}

const RANGE = 'Days are dates such as 2026-11-01; `until` is the day after the last.';
const PIVOT = `columns { key labels } rows { key labels values previous hasUnpriced } other { values } totals { values previous }
  rowCount incompleteFrom unattributed unpriced { __typename }`;

/** Each tool is one GraphQL operation; its arguments are the operation's variables. */
export const TOOLS: readonly McpTool[] = [
  {
    name: 'query_spend',
    title: 'Spend by one dimension',
    description: `What AI cost, largest first, by one dimension such as MEMBER, TEAM, PROJECT, AGENT, MODEL, VENDOR, TOOL or DAY. The values of each row are spend, list value of included usage, tokens and requests. Amounts are decimal strings in the organization's reporting currency. ${RANGE}`,
    document:
      parse(`query QuerySpend($from: Date!, $until: Date!, $by: Dimension!, $filters: [DimensionFilter!], $first: Int = 20) {
      organization { reportingCurrency reportingZone }
      pivot(input: { from: $from, until: $until, rows: [$by], measures: [SPEND, LIST_VALUE, TOTAL_TOKENS, REQUESTS], filters: $filters, first: $first,
        orderBy: { measure: SPEND, direction: DESC } }) { ${PIVOT} } }`),
  },
  {
    name: 'pivot',
    title: 'Pivot table',
    description: `Any measures by any dimensions, as in the pivot of the web application: rows, columns, filters, subtotals, comparison with an earlier period. The values of a row hold, for each column in order, each measure; then each measure's total. The keys of rows are what filters accept. ${RANGE}`,
    document:
      parse(`query Pivot($from: Date!, $until: Date!, $rows: [Dimension!]!, $columns: [Dimension!], $measures: [Measure!]!, $filters: [DimensionFilter!],
      $orderBy: PivotOrder, $subtotals: Boolean = false, $first: Int = 50, $offset: Int = 0, $compareTo: Comparison) {
      organization { reportingCurrency reportingZone }
      pivot(input: { from: $from, until: $until, rows: $rows, columns: $columns, measures: $measures, filters: $filters, orderBy: $orderBy,
        subtotals: $subtotals, first: $first, offset: $offset, compareTo: $compareTo }) { ${PIVOT} } }`),
  },
  {
    name: 'find_values',
    title: 'Find names for filters',
    description:
      'Finds members, projects, models and the like by part of their name, with the keys that filters accept.',
    document: parse(`query FindValues($dimension: Dimension!, $search: String, $first: Int! = 20) {
      dimensionValues(dimension: $dimension, search: $search, first: $first) { key label detail } }`),
  },
  {
    name: 'budget_left',
    title: 'What is left of budgets',
    description:
      'The budgets that bind the caller (administrators: all), with what their current window has spent, has left, and is expected to come to.',
    document: parse(`query BudgetLeft($search: String, $first: Int = 20) {
      budgets(filter: { isArchived: false, search: $search }, first: $first) { totalCount edges { node { name period metric currency isHard
        currentWindow { from endsAt limit spent left percent daysLeft state projected { expected } } } } } }`),
  },
  {
    name: 'projection',
    title: 'What a month will come to',
    description:
      'What a month is expected to cost: actual so far, what is scheduled, the forecast with its range, and the budget it is held against. `month` is any day of it.',
    document: parse(`query Projection($month: Date!, $metric: BudgetMetric! = COST) {
      projection(month: $month, metric: $metric) { month metric currency actual forecast expected low high confidence knownUntil planned } }`),
  },
  {
    name: 'record_usage',
    title: 'Record usage',
    description: 'Stores tracked requests to models, each once however often it is sent.',
    writes: true,
    document: parse(`mutation RecordUsage($events: [UsageEventInput!]!) {
      recordUsage(input: { source: SDK, events: $events }) { __typename ... on Error { code message }
        ... on RecordUsagePayload { accepted duplicates rejected results(statuses: [REJECTED]) { index field message } } } }`),
  },
];
