import { reportCommand } from '../report/report-command.ts';

export const models = reportCommand({
  name: 'model',
  title: 'Model',
  dimension: 'MODEL',
  columns: [
    'spend',
    'share',
    'cacheHitRate',
    'totalTokens',
    'costPerMtok',
    'requests',
    'outputTokens',
    'cacheReadTokens',
    'inputTokens',
    'cacheWriteTokens',
    'listValue',
  ],
  description: 'Spend, tokens and cache hit rate of each model. Tokens are disjoint: input is what no cache held.',
  examples: [
    ['models', 'This month.'],
    ['models --period last-month --vendor anthropic', 'Last month, of one vendor.'],
    ['models --period 7d --json', 'The last seven days as JSON.'],
  ],
});
