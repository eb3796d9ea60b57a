import { reportCommand } from '../report/report-command.ts';

export const projects = reportCommand({
  name: 'project',
  title: 'Project',
  dimension: 'PROJECT',
  columns: [
    'spend',
    'share',
    'totalTokens',
    'requests',
    'sessions',
    'spendPerSession',
    'tokensPerSession',
    'activeMembers',
    'cacheHitRate',
    'listValue',
  ],
  description: 'Spend and usage of each project, with averages per session.',
  examples: [
    ['projects', 'This month.'],
    ['projects --period quarter --csv', 'This quarter as CSV.'],
  ],
});
