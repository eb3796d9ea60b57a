import { reportCommand } from '../report/report-command.ts';

export const agents = reportCommand({
  name: 'agent',
  title: 'Agent',
  dimension: 'AGENT',
  columns: [
    'spend',
    'share',
    'totalTokens',
    'sessions',
    'spendPerSession',
    'tokensPerSession',
    'listValuePerSession',
    'requests',
    'cacheHitRate',
    'listValue',
  ],
  description: 'Spend and usage of each agent, with averages per session.',
  examples: [
    ['agents', 'This month.'],
    ['agents --period 30d --project Checkout', 'The last thirty days of one project.'],
  ],
});
