import { reportCommand } from '../report/report-command.ts';

export const members = reportCommand({
  name: 'member',
  title: 'Member',
  dimension: 'MEMBER',
  columns: [
    'spend',
    'share',
    'totalTokens',
    'activeDays',
    'requests',
    'sessions',
    'spendPerSession',
    'tokensPerSession',
    'cacheHitRate',
    'listValue',
  ],
  description:
    'Spend and usage of each member, with averages per session. Members see themselves, administrators everybody.',
  examples: [
    ['members --period last-month', 'Last month.'],
    ['members --team Platform --limit 10', 'The ten of a team that spent most.'],
  ],
});
