import { exploreDefaults, type PivotView } from './explore-search.ts';

export interface StartingView {
  name: string;
  description: string;
  view: PivotView;
}

const startingView = (name: string, description: string, view: Partial<PivotView>): StartingView => ({
  name,
  description,
  view: { ...exploreDefaults, ...view },
});

/** Good questions to start from; any of them can be changed and saved under a name. */
export const startingViews: readonly StartingView[] = [
  startingView('Members by model', 'Who spends on which model', {}),
  startingView('Teams by month', 'Cost per team, opened to members', {
    rows: ['TEAM', 'MEMBER'],
    columns: ['MONTH'],
    period: 'this-year',
  }),
  startingView('Vendors by day', 'The daily bill', {
    rows: ['DAY'],
    columns: ['VENDOR'],
    measures: ['SPEND', 'LIST_VALUE'],
  }),
  startingView('Tools', 'What the models are used through', {
    rows: ['TOOL', 'MEMBER'],
    columns: [],
    measures: ['SPEND', 'LIST_VALUE', 'ACTIVE_MEMBERS', 'TOTAL_TOKENS'],
  }),
  startingView('Models and cache', 'Tokens, cache hit rate and cost per million tokens', {
    rows: ['VENDOR', 'MODEL'],
    columns: [],
    measures: ['SPEND', 'TOTAL_TOKENS', 'CACHE_HIT_RATE', 'COST_PER_MTOK'],
    level: 1,
  }),
  startingView('API keys', 'Spend of each key, with who it belongs to', {
    rows: ['API_KEY', 'MODEL'],
    columns: [],
    measures: ['SPEND', 'TOTAL_TOKENS', 'ACTIVE_DAYS'],
  }),
  startingView('Agents by week', 'Software that spends on its own', {
    rows: ['AGENT', 'MODEL'],
    columns: ['WEEK'],
    period: 'last-90-days',
  }),
  startingView('Projects', 'What the spend is for', {
    rows: ['PROJECT', 'AGENT'],
    columns: [],
    measures: ['SPEND', 'LIST_VALUE', 'TOTAL_TOKENS'],
  }),
  startingView('Weekday pattern', 'When the money is spent', {
    rows: ['TEAM'],
    columns: ['WEEKDAY'],
    heatmap: ['SPEND'],
    period: 'last-90-days',
  }),
  startingView('Month against month', 'What changed since last month', {
    rows: ['MEMBER'],
    columns: [],
    measures: ['SPEND', 'TOTAL_TOKENS'],
    period: 'last-month',
    compareTo: 'PREVIOUS_PERIOD',
  }),
];
