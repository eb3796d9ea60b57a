import { reportCommand } from '../report/report-command.ts';

export const daily = reportCommand({
  name: 'day',
  title: 'Day',
  dimension: 'DAY',
  columns: [
    'spend',
    'totalTokens',
    'requests',
    'sessions',
    'activeMembers',
    'cacheHitRate',
    'outputTokens',
    'listValue',
  ],
  description: 'Spend and usage of each day of the reporting zone; days without any are left out.',
  examples: [
    ['daily --period 7d', 'The last seven days.'],
    ['daily --from 2026-10-01 --until 2026-11-01 --csv', 'October as CSV.'],
    ['daily --member ada@example.com', 'The days of one member.'],
  ],
});
