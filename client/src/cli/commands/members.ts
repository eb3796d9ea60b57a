import { reportCommand } from '../report/report-command.ts';

export const members = reportCommand({
  name: 'member',
  title: 'Member',
  dimension: 'MEMBER',
  columns: ['spend', 'share', 'totalTokens', 'activeDays', 'requests', 'sessions', 'cacheHitRate', 'listValue'],
  description: 'Spend and usage of each member. Members see themselves, administrators everybody.',
  examples: [
    ['members --period last-month', 'Last month.'],
    ['members --team Platform --limit 10', 'The ten of a team that spent most.'],
  ],
});
